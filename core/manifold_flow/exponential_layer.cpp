#include "core/base/error.h"
#include "core/manifold_flow/conditional_maps.h"
#include "core/manifold_flow/layers.h"

#include <Eigen/LU>

#include <cmath>

namespace quincunx {
namespace {

/// ∇φ at a point, as in the space around, and how it changes along a direction d: H d.
struct Field {
    Variable gradient;
    std::vector<Variable> along; ///< of each direction
};

/// x ↦ exp_x(v), v = ∇φ − x (x·∇φ). Rezende et al. (ICML 2020), section 2.3.3; the radial potential is Sei's
/// (J. Jpn. Stat. Soc. 43 (2013)).
class ExponentialLayer final : public FlowLayer {
public:
    ExponentialLayer(const Manifold &manifold, const ManifoldFlowSettings &settings, std::size_t first)
        : m_manifold(manifold)
        , m_settings(settings)
        , m_ambient(manifold.ambient())
        , m_firstParameter(first) {}

    std::size_t parameterCount() const override {
        const int numbers =
            radial() ? m_settings.components * (m_ambient + 2) + 1 : m_ambient * (m_ambient + 2);
        return static_cast<std::size_t>(numbers);
    }

    void initialise(std::span<double> parameters, double spread, RandomEngine &random) const override {
        for (double &value : parameters)
            value = standardNormal(random);
        if (radial()) { // α = softmax over bumps and one that does nothing; −60 leaves it all
            const auto k = static_cast<std::size_t>(m_settings.components);
            for (std::size_t i = 0; i < k; ++i)
                parameters[i] = spread == 0 ? -60 : spread * parameters[i] - 2;
            parameters[k] = 0;
        } else {
            for (double &value : parameters.first(static_cast<std::size_t>(2 * m_ambient)))
                value *= spread;
        }
    }

    Image forward(const Variable &x) const override {
        std::vector<Variable> frame = tangentFrame(x);
        for (Variable &direction : frame) // as x moves, it stays tangent
            direction = direction - x * sum(x * direction);
        const Moved moved = move(x, frame);
        return {moved.image, logVolumeOf(x.tape(), moved.along)};
    }

    Image inverse(const Variable &image) const override {
        Tape &tape = image.tape();
        if (tape.records())
            throw Error("this flow cannot learn from samples", "its inverse has no gradient here",
                        "train it on a density, or choose a flow with circle maps");
        return solve(tape, image);
    }

private:
    bool radial() const { return m_settings.family == ManifoldFlowSettings::Family::Radial; }

    /// The image of a point, and how it moves as the point moves along each tangent direction.
    struct Moved {
        Variable image;
        std::vector<Variable> along;
    };

    Moved move(const Variable &x, const std::vector<Variable> &frame) const {
        const Field field = fieldAt(x, frame);
        // v and its derivatives along each direction d: dv = Hd − d (x·∇φ) − x (d·∇φ + x·Hd).
        const Variable outward = sum(x * field.gradient);
        const Variable v = field.gradient - x * outward;
        const Variable square = sum(v * v) + 1e-18, length = sqrt(square);
        const Variable c = cos(length), ratio = sin(length) / length;
        Moved moved{x * c + v * ratio, {}};
        // d cos|v| = −sin|v|/|v| v·dv; d(sin|v|/|v|) = (cos|v| − sin|v|/|v|) v·dv/|v|².
        const Variable bend = (c - ratio) / square;
        for (std::size_t k = 0; k < frame.size(); ++k) {
            const Variable &d = frame[k], &h = field.along[k];
            const Variable dv = h - d * outward - x * (sum(d * field.gradient) + sum(x * h));
            const Variable inner = sum(v * dv);
            moved.along.push_back(d * c - x * (ratio * inner) + v * (bend * inner) + dv * ratio);
        }
        return moved;
    }

    std::vector<Variable> tangentFrame(const Variable &x) const {
        // Constants: the determinant does not depend on which basis it is.
        Tape &tape = x.tape();
        const std::size_t lanes = tape.lanes();
        std::vector<Variable> frame;
        for (int k = 0; k < m_manifold.dimension(); ++k)
            frame.push_back(tape.constant(m_ambient, 0));
        std::vector<double> point(static_cast<std::size_t>(m_ambient));
        for (std::size_t i = 0; i < lanes; ++i) {
            for (std::size_t k = 0; k < point.size(); ++k)
                point[k] = x.values()[k * lanes + i];
            const PointRows basis = m_manifold.frame(point);
            for (std::size_t k = 0; k < frame.size(); ++k)
                for (std::size_t c = 0; c < point.size(); ++c)
                    frame[k].values()[c * lanes + i] =
                        basis(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(c));
        }
        return frame;
    }

    Field fieldAt(const Variable &x, const std::vector<Variable> &frame) const {
        return radial() ? radialField(x, frame) : polynomialField(x, frame);
    }

    /// φ = Σ α_i/β_i e^{β_i (x·μ_i − 1)}, Σ α_i ≤ 1 keeps it invertible.
    Field radialField(const Variable &x, const std::vector<Variable> &frame) const {
        Tape &tape = x.tape();
        const int k = m_settings.components;
        const auto bumps = static_cast<std::size_t>(k);
        const Variable alpha = softmax(tape.parameters(m_firstParameter, k + 1)).part(0, k);
        const Variable beta = softplus(tape.parameters(m_firstParameter + bumps + 1, k)) + 0.05;
        std::vector<Variable> centres;
        for (int i = 0; i < k; ++i) {
            const Variable raw = tape.parameters(
                m_firstParameter + 2 * bumps + 1 + static_cast<std::size_t>(i * m_ambient), m_ambient);
            centres.push_back(raw / sqrt(sum(raw * raw) + 1e-12));
        }
        Field field{x * 0, {}};
        for (const Variable &direction : frame)
            field.along.push_back(direction * 0);
        for (int i = 0; i < k; ++i) {
            const Variable &centre = centres[static_cast<std::size_t>(i)];
            const Variable weight = alpha[i] * exp(beta[i] * (sum(x * centre) - 1));
            field.gradient = field.gradient + centre * weight;
            const Variable steep = weight * beta[i];
            for (std::size_t d = 0; d < frame.size(); ++d)
                field.along[d] = field.along[d] + centre * (steep * sum(frame[d] * centre));
        }
        return field;
    }

    /// φ = b·x + ½ Σ λ_i (u_i·x)², any polynomial of degree two, with |b| + Σ|λ_i| < 1: that bounds its
    /// gradient and its second derivatives.
    Field polynomialField(const Variable &x, const std::vector<Variable> &frame) const {
        Tape &tape = x.tape();
        const auto width = static_cast<std::size_t>(m_ambient);
        const Variable linear = tape.parameters(m_firstParameter, m_ambient),
                       values = tape.parameters(m_firstParameter + width, m_ambient);
        const Variable size = sqrt(sum(linear * linear) + 1e-12) + sum(sqrt(values * values + 1e-12));
        const Variable scale = tape.constant(1, 0.99) / (size + 1);
        Field field{linear * scale, {}};
        for (const Variable &direction : frame)
            field.along.push_back(direction * 0);
        for (int i = 0; i < m_ambient; ++i) {
            const Variable raw = tape.parameters(
                m_firstParameter + 2 * width + static_cast<std::size_t>(i * m_ambient), m_ambient);
            const Variable axis = raw / sqrt(sum(raw * raw) + 1e-12);
            const Variable scaled = axis * (values[i] * scale);
            field.gradient = field.gradient + scaled * sum(axis * x);
            for (std::size_t d = 0; d < frame.size(); ++d)
                field.along[d] = field.along[d] + scaled * sum(axis * frame[d]);
        }
        return field;
    }

    /// ½ ln det of the Gram matrix of some vectors: ln of the volume they span, by Gram and Schmidt.
    static Variable logVolumeOf(Tape &tape, std::vector<Variable> vectors) {
        Variable log = tape.constant(1, 0);
        for (std::size_t k = 0; k < vectors.size(); ++k) {
            const Variable square = sum(vectors[k] * vectors[k]) + 1e-300;
            log = log + quincunx::log(square) * 0.5;
            for (std::size_t j = k + 1; j < vectors.size(); ++j)
                vectors[j] = vectors[j] - vectors[k] * (sum(vectors[j] * vectors[k]) / square);
        }
        return log;
    }

    /// Newton's method in tangent coordinates; a step that does not help is halved.
    Image solve(Tape &tape, const Variable &image) const {
        const std::size_t lanes = tape.lanes();
        const auto width = static_cast<std::size_t>(m_ambient);
        const Variable guess = tape.constant(m_ambient, 0);
        std::ranges::copy(image.values(), guess.values().begin());
        struct Search {
            double miss = 10, step = 1;
            std::vector<double> from, direction;
        };
        std::vector<Search> searches(lanes, {10, 1, std::vector<double>(width), std::vector<double>(width)});
        bool going = true;
        for (int iteration = 0; going && iteration < 80; ++iteration) {
            going = false;
            const Tape::Aside aside(tape);
            const std::vector<Variable> frame = tangentFrame(guess);
            const Moved moved = move(guess, frame);
            for (std::size_t i = 0; i < lanes; ++i) {
                Search &search = searches[i];
                const Eigen::VectorXd lack = laneOf(image, i) - laneOf(moved.image, i);
                if (lack.norm() < search.miss) {
                    search.miss = lack.norm();
                    search.step = std::min(1., 2 * search.step);
                    const auto at = laneOf(guess, i);
                    std::ranges::copy(at, search.from.begin());
                    Eigen::VectorXd::Map(search.direction.data(), m_ambient) =
                        newtonStep(frame, moved.along, lack, i);
                } else {
                    search.step *= 0.5;
                }
                if (search.miss < 1e-15 || search.step < 1e-6)
                    continue;
                going = going || search.miss > 1e-14;
                std::vector<double> point = search.from, tangent = search.direction;
                for (double &component : tangent)
                    component *= search.step;
                m_manifold.move(point, tangent);
                for (std::size_t c = 0; c < width; ++c)
                    guess.values()[c * lanes + i] = point[c];
            }
        }
        for (std::size_t i = 0; i < lanes; ++i)
            for (std::size_t c = 0; c < width; ++c)
                guess.values()[c * lanes + i] = searches[i].from[c];
        return {guess, -forward(guess).logSlope};
    }

    static Eigen::VectorXd laneOf(const Variable &variable, std::size_t lane) {
        const std::size_t lanes = variable.tape().lanes();
        Eigen::VectorXd all(variable.count());
        for (Eigen::Index c = 0; c < all.size(); ++c)
            all[c] = variable.values()[static_cast<std::size_t>(c) * lanes + lane];
        return all;
    }

    /// The tangent vector whose image is nearest to what is lacking.
    Eigen::VectorXd newtonStep(const std::vector<Variable> &frame, const std::vector<Variable> &along,
                               const Eigen::VectorXd &lack, std::size_t lane) const {
        Eigen::MatrixXd jacobian(m_ambient, m_manifold.dimension()), basis(m_ambient, m_manifold.dimension());
        for (std::size_t k = 0; k < frame.size(); ++k) {
            jacobian.col(static_cast<Eigen::Index>(k)) = laneOf(along[k], lane);
            basis.col(static_cast<Eigen::Index>(k)) = laneOf(frame[k], lane);
        }
        return basis * (jacobian.transpose() * jacobian).lu().solve(jacobian.transpose() * lack);
    }

    Manifold m_manifold;
    ManifoldFlowSettings m_settings;
    int m_ambient;
    std::size_t m_firstParameter;
};

} // namespace

std::unique_ptr<FlowLayer> exponentialLayer(const Manifold &manifold, const ManifoldFlowSettings &settings,
                                            std::size_t first) {
    return std::make_unique<ExponentialLayer>(manifold, settings, first);
}

} // namespace quincunx
