#include "core/manifolds/sample_target.h"

#include "core/io/byte_source.h"
#include "core/io/column_mapping.h"
#include "core/io/text.h"
#include "core/manifolds/mixture.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace quincunx {
namespace {

constexpr Eigen::Index mostBumps = 2000, judges = 500, fewest = 50;
constexpr std::size_t most = 1'000'000, largestFile = std::size_t{1} << 28;
constexpr double degree = std::numbers::pi / 180;

/// Which columns of a table hold a point, and whether they are degrees of longitude and latitude.
struct Columns {
    std::vector<std::size_t> of;
    bool geographic = false;
};

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::optional<Columns> columnsOf(const std::vector<std::string> &header, const Manifold &manifold) {
    auto find = [&](std::initializer_list<const char *> names) -> std::optional<std::size_t> {
        for (std::size_t k = 0; k < header.size(); ++k)
            for (const char *name : names)
                if (lowered(std::string(trimmed(header[k]))) == name)
                    return k;
        return std::nullopt;
    };
    if (manifold.name() == "s2")
        if (const auto longitude = find({"longitude", "lon", "long"}), latitude = find({"latitude", "lat"});
            longitude && latitude)
            return Columns{{*longitude, *latitude}, true};
    Columns columns;
    for (int k = 1; k <= manifold.ambient(); ++k) {
        const std::string name = (manifold.isSphere() ? "x" : "theta") + std::to_string(k);
        if (const auto found = find({name.c_str()}))
            columns.of.push_back(*found);
    }
    if (columns.of.size() == static_cast<std::size_t>(manifold.ambient()))
        return columns;
    return std::nullopt;
}

Columns firstColumns(const Manifold &manifold) {
    Columns columns;
    columns.of.resize(static_cast<std::size_t>(manifold.ambient()));
    std::iota(columns.of.begin(), columns.of.end(), std::size_t{0});
    return columns;
}

std::vector<std::string> split(std::string_view line, char separator) {
    std::vector<std::string> fields;
    if (separator != ' ') {
        if (!splitRow(line, separator, fields))
            fields.clear();
        return fields;
    }
    while (true) {
        const std::string_view field = nextField(line);
        if (field.empty())
            return fields;
        fields.emplace_back(field);
    }
}

/// \return why it is no point; empty if it is one.
std::string onto(const Manifold &manifold, bool geographic, std::vector<double> &numbers) {
    if (geographic) {
        const double longitude = numbers[0] * degree, latitude = numbers[1] * degree;
        if (std::abs(numbers[1]) > 90 || std::abs(numbers[0]) > 720)
            return "it is no longitude and latitude in degrees";
        numbers = {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
                   std::sin(latitude)};
    }
    if (!manifold.isSphere()) {
        constexpr double turn = 2 * std::numbers::pi;
        for (double &angle : numbers) {
            angle -= turn * std::floor(angle / turn);
            if (angle >= turn) // rounding of a tiny negative one
                angle = 0;
        }
        return {};
    }
    const double length = std::sqrt(std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.));
    if (!(std::abs(length - 1) < 0.01))
        return "the vector has length " + std::to_string(length) + " and not 1";
    for (double &component : numbers)
        component /= length;
    return {};
}

/// Mean ln density of the last `judges` samples under bumps around the first.
double heldOut(const Manifold &manifold, const PointRows &samples, Eigen::Index centres,
               double concentration) {
    const Mixture smooth(manifold, samples.topRows(centres), concentration);
    const Eigen::Index held = std::min(judges, samples.rows() - centres);
    double sum = 0;
    for (Eigen::Index i = samples.rows() - held; i < samples.rows(); ++i)
        sum += smooth.logDensity({samples.row(i).data(), static_cast<std::size_t>(samples.cols())});
    return sum / static_cast<double>(held) - logBumpVolume(manifold, concentration);
}

class SampleTarget final : public Mixture {
public:
    SampleTarget(const Manifold &manifold, PointRows samples, Eigen::Index centres, double concentration)
        : Mixture(manifold, samples.topRows(centres), concentration)
        , m_samples(std::move(samples)) {}

    const PointRows *samples() const override { return &m_samples; }

private:
    PointRows m_samples;
};

} // namespace

PointRows readPoints(const std::filesystem::path &path, const Manifold &manifold) {
    const PlainFile file(path);
    auto failed = [&](std::uint64_t line, const std::string &why) {
        return Error("cannot read the samples " + shown(path) + ", line " + std::to_string(line), why,
                     "give rows of " + std::to_string(manifold.ambient()) + " numbers, or name the columns " +
                         (manifold.isSphere() ? "x1, x2 …" : "theta1, theta2 …"));
    };
    if (file.size() > largestFile)
        throw failed(1, "the file is larger than 256 MB");
    const std::string text = file.text(0, largestFile);
    std::optional<Columns> columns;
    char separator = 0;
    std::vector<double> all, row;
    std::size_t count = 0;
    Lines lines(withoutByteOrderMark(text));
    while (lines.next()) {
        if (isComment(lines.line()))
            continue;
        if (!separator)
            separator = lines.line().find(',') != std::string_view::npos    ? ','
                        : lines.line().find('\t') != std::string_view::npos ? '\t'
                                                                            : ' ';
        const std::vector<std::string> fields = split(lines.line(), separator);
        if (!columns) {
            columns = columnsOf(fields, manifold);
            if (columns)
                continue;
            columns = firstColumns(manifold);
            double number = 0;
            if (std::ranges::none_of(fields, [&](const auto &field) { return parseNumber(field, number); }))
                continue; // a header that names nothing we know
        }
        row.clear();
        for (const std::size_t column : columns->of) {
            double number = 0;
            if (column >= fields.size() || !parseNumber(trimmed(fields[column]), number) ||
                !std::isfinite(number))
                throw failed(lines.number(), "column " + std::to_string(column + 1) + " is no number");
            row.push_back(number);
        }
        if (const std::string why = onto(manifold, columns->geographic, row); !why.empty())
            throw failed(lines.number(), why);
        if (++count > most)
            throw failed(lines.number(), "there are more than a million rows");
        all.insert(all.end(), row.begin(), row.end());
    }
    if (count < static_cast<std::size_t>(fewest))
        throw failed(lines.number(), "there are " + std::to_string(count) + " points, and it takes " +
                                         std::to_string(fewest));
    return Eigen::Map<const PointRows>(all.data(), static_cast<Eigen::Index>(count), manifold.ambient());
}

std::shared_ptr<const Target> sampleTarget(const Manifold &manifold, PointRows samples) {
    // Files are often sorted: by time, by place. Always in the same new order.
    RandomEngine random(1);
    for (Eigen::Index i = samples.rows() - 1; i > 0; --i)
        samples.row(i).swap(
            samples.row(static_cast<Eigen::Index>(random() % static_cast<std::uint64_t>(i + 1))));
    const Eigen::Index centres =
        std::min(mostBumps, samples.rows() - std::max<Eigen::Index>(samples.rows() / 10, 1));
    double best = 1, highest = -std::numeric_limits<double>::infinity();
    for (double concentration = 1; concentration < 2e4; concentration *= 1.6)
        if (const double log = heldOut(manifold, samples, centres, concentration); log > highest) {
            highest = log;
            best = concentration;
        }
    return std::make_shared<SampleTarget>(manifold, std::move(samples), centres, best);
}

} // namespace quincunx
