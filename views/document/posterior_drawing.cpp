#include "views/document/posterior_drawing.h"

#include "core/base/parallel.h"
#include "core/inference/estimator.h"

#include <algorithm>

namespace quincunx {
namespace {

constexpr std::size_t fullDraws = 10'000;  // of a posterior at rest
constexpr std::size_t fewestDraws = 2'000; // while the observation is dragged and drawing them takes long
constexpr qint64 quick = 22;     // [ms] for one update while dragging; painting takes the rest of 33
constexpr qint64 tooLong = 1500; // [ms] after which an order gives way to a newer one

PosteriorShapes shapesOf(const PosteriorDrawing::Order &order, std::size_t draws, ShapeDetail detail,
                         const Progress &progress) {
    PosteriorShapes shapes;
    const int threads = defaultThreads();
    const Prior &prior = order.simulator->prior();
    shapes.isRough = draws < fullDraws || (prior.size() >= 3 && detail == ShapeDetail::Flat);
    // Posteriors that are alike would be so draw by draw if their random numbers were the same, which is not
    // what a classifier between them is to find.
    enum Stream { OfEstimate, OfRival, OfGhost, streams };
    auto shape = [&](const Posterior &from, std::size_t most, Stream stream) {
        const std::size_t count = std::min(draws, most);
        const std::uint64_t seed = streams * order.seed + stream;
        if (const auto grid = from.onGrid(order.x, threads, progress))
            return std::make_shared<const PosteriorShape>(shapeOf(*grid, prior, count, seed));
        return std::make_shared<const PosteriorShape>(
            shapeOf(from.sample(order.x, count, seed, threads, progress), prior, detail, threads, progress));
    };
    try {
        if (order.ghost) {
            const auto exact = estimators().at("exact").make({order.simulator, nullptr, {}, 1, 1}, {});
            if (order.x.rows() == 1 || exact->takesMany())
                shapes.ghost = shape(*exact, SIZE_MAX, OfGhost);
        }
    } catch (const Error &) {
        // An estimate may well exist where the truth is impossible.
    }
    try {
        if (order.estimate.posterior)
            shapes.estimate = shape(*order.estimate.posterior, order.estimate.most, OfEstimate);
    } catch (const Error &error) {
        shapes.problem = error.what();
    }
    try {
        if (order.rival.posterior)
            shapes.rival = shape(*order.rival.posterior, order.rival.most, OfRival);
    } catch (const Error &error) {
        if (shapes.problem.empty())
            shapes.problem = error.what();
    }
    return shapes;
}

} // namespace

PosteriorDrawing::PosteriorDrawing() : m_draws(fullDraws), m_job(tr("Drawing from the posterior")) {
    connect(&m_job, &Job::finished, this, [this] {
        if (m_due)
            start();
    });
}

void PosteriorDrawing::request(Order order) {
    m_order = std::move(order);
    m_due = true;
    if (!m_job.isRunning() || m_clock.elapsed() > tooLong)
        start();
}

void PosteriorDrawing::reset() {
    m_due = false;
    m_job.cancel();
    m_shapes = {};
    m_draws = fullDraws;
    m_isHurried = false;
}

void PosteriorDrawing::start() {
    m_due = false;
    m_clock.start();
    const ShapeDetail detail = m_isHurried && !m_order.inSpace ? ShapeDetail::Flat : ShapeDetail::Space;
    m_job.start<PosteriorShapes>(
        [order = m_order, draws = m_draws, detail](const JobProgress &progress) {
            return shapesOf(order, draws, detail, progress);
        },
        [this](PosteriorShapes shapes) { show(std::move(shapes)); },
        [this](const Error &error) { Q_EMIT failed(error); });
}

void PosteriorDrawing::show(PosteriorShapes shapes) {
    const qint64 taken = m_clock.elapsed();
    // As many draws as the mouse has time for; all of them once it rests.
    const auto fitting = static_cast<std::size_t>(static_cast<double>(m_draws) * static_cast<double>(quick) /
                                                  static_cast<double>(std::max<qint64>(taken, 1)));
    m_isHurried = m_due;
    m_draws = m_isHurried ? std::clamp(fitting, fewestDraws, fullDraws) : fullDraws;
    if (shapes.isRough && !m_due)
        m_due = true;
    m_shapes = std::move(shapes);
    Q_EMIT drawn();
}

} // namespace quincunx
