// Every step of a tape against plain arithmetic, and its gradient against differences.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tape/tape.h"
#include "tests/support.h"

#include <cmath>
#include <functional>

using namespace quincunx;

namespace {

constexpr std::size_t pointCount = 13; // not a multiple of any vector
constexpr int width = 5;

using Formula = std::function<Variable(const Variable &a, const Variable &b)>;

/// Σ over points and numbers of c_ik · formula_ik, with c as different as they come.
struct Objective {
    const Formula &formula;
    std::vector<double> parameters;

    std::vector<double> weightsOf(const Variable &out) const {
        std::vector<double> all(pointCount * static_cast<std::size_t>(out.count()));
        for (std::size_t k = 0; k < all.size(); ++k)
            all[k] = std::sin(1.7 * static_cast<double>(k) + 0.3);
        return all;
    }

    double operator()(const std::vector<double> &a, const std::vector<double> &b) const {
        Tape tape;
        tape.begin(pointCount, parameters, false);
        const Variable out = formula(tape.input(a, width), tape.input(b, width));
        const std::vector<double> weights = weightsOf(out);
        std::vector<double> rows(weights.size());
        tape.output(out, rows);
        double sum = 0;
        for (std::size_t k = 0; k < rows.size(); ++k)
            sum += weights[k] * rows[k];
        return sum;
    }
};

double differenceOf(const std::function<double()> &value, double &number) {
    const double before = number, step = 1e-4;
    auto at = [&](double shift) {
        number = before + shift;
        const double result = value();
        number = before;
        return result;
    };
    return (at(-2 * step) - 8 * at(-step) + 8 * at(step) - at(2 * step)) / (12 * step);
}

const std::vector<std::pair<const char *, Formula>> formulas = {
    {"add", [](const Variable &a, const Variable &b) { return a + b; }},
    {"subtract", [](const Variable &a, const Variable &b) { return a - b; }},
    {"multiply", [](const Variable &a, const Variable &b) { return a * b; }},
    {"divide", [](const Variable &a, const Variable &b) { return a / (b * b + 0.5); }},
    {"one for all",
     [](const Variable &a, const Variable &b) { return a[1] * b + b / (a[0] * a[0] + 1) - b[2] * a; }},
    {"with numbers", [](const Variable &a, const Variable &) { return 3 - (a * 2 + 1) - 0.5; }},
    {"exp", [](const Variable &a, const Variable &) { return exp(a); }},
    {"log", [](const Variable &a, const Variable &) { return log(a * a + 0.3); }},
    {"sqrt", [](const Variable &a, const Variable &) { return sqrt(a * a + 0.3); }},
    {"sin, cos", [](const Variable &a, const Variable &b) { return sin(a) * cos(b); }},
    {"angle", [](const Variable &a, const Variable &b) { return angleOf(a, b); }},
    {"at least", [](const Variable &a, const Variable &) { return atLeast(a, 0.1); }},
    {"sigmoid", [](const Variable &a, const Variable &) { return sigmoid(a); }},
    {"softplus", [](const Variable &a, const Variable &) { return softplus(a * 3); }},
    {"silu", [](const Variable &a, const Variable &) { return silu(a); }},
    {"softmax", [](const Variable &a, const Variable &b) { return softmax(a) * b; }},
    {"sum", [](const Variable &a, const Variable &b) { return sum(a * b) * a; }},
    {"joined",
     [](const Variable &a, const Variable &b) {
         return a.tape().joined({a.part(1, 2), b, a[0]});
     }},
    {"parameters", [](const Variable &a, const Variable &) { return a * a.tape().parameters(3, width); }},
    {"dense", [](const Variable &a, const Variable &b) { return silu(a.tape().dense(a * b, 2, 7)); }},
    {"spline, own ends",
     [](const Variable &a, const Variable &b) {
         return a.tape().spline(sin(a[0]), a.tape().dense(b, 0, 3 * 4 + 1), 4, -1, 2, SplineEnds::Own);
     }},
    {"spline, shared ends",
     [](const Variable &a, const Variable &b) {
         return a.tape().spline(sigmoid(a[0]) * 6, a.tape().dense(b, 0, 3 * 4), 4, 0, 6, SplineEnds::Shared);
     }},
};

class TestTape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gradientsAreThoseOfDifferences_data() {
        QTest::addColumn<int>("which");
        for (std::size_t k = 0; k < formulas.size(); ++k)
            QTest::newRow(formulas[k].first) << static_cast<int>(k);
    }

    void gradientsAreThoseOfDifferences() {
        QFETCH(int, which);
        const Formula &formula = formulas[static_cast<std::size_t>(which)].second;
        RandomEngine random(static_cast<std::uint64_t>(which) + 1);
        auto normals = [&](std::size_t count) {
            std::vector<double> all(count);
            for (double &value : all)
                value = standardNormal(random);
            return all;
        };
        std::vector<double> a = normals(pointCount * width), b = normals(pointCount * width);
        Objective objective{formula, normals(100)};
        Tape tape;
        std::vector<double> gradientOfA(a.size()), gradientOfB(b.size());
        std::vector<double> gradientOfParameters(objective.parameters.size(), 0.);
        for (int again = 0; again < 2; ++again) { // a tape is used more than once
            tape.begin(pointCount, objective.parameters, true);
            const Variable inA = tape.input(a, width), inB = tape.input(b, width);
            const Variable out = formula(inA, inB);
            std::ranges::fill(gradientOfParameters, 0.);
            tape.backward({{out, objective.weightsOf(out)}}, gradientOfParameters);
            for (std::size_t i = 0; i < pointCount; ++i)
                for (std::size_t k = 0; k < width; ++k) {
                    gradientOfA[i * width + k] = inA.gradient()[k * tape.lanes() + i];
                    gradientOfB[i * width + k] = inB.gradient()[k * tape.lanes() + i];
                }
        }
        auto check = [&](std::vector<double> &numbers, const std::vector<double> &gradient) {
            for (std::size_t k = 0; k < numbers.size(); ++k) {
                const double expected = differenceOf([&] { return objective(a, b); }, numbers[k]);
                QVERIFY2(std::abs(gradient[k] - expected) < 1e-7 * (1 + std::abs(expected)),
                         qPrintable(QString("%1: %2 and not %3").arg(k).arg(gradient[k]).arg(expected)));
            }
        };
        check(a, gradientOfA);
        check(b, gradientOfB);
        check(objective.parameters, gradientOfParameters);
    }

    void valuesAreThoseOfTheStandardLibrary() {
        RandomEngine random(5);
        std::vector<double> a(pointCount * width), b(a.size());
        for (std::size_t k = 0; k < a.size(); ++k) {
            a[k] = 3 * standardNormal(random);
            b[k] = 3 * standardNormal(random);
        }
        a[0] = 0;
        b[0] = -1; // the branch cut of the angle
        Tape tape;
        tape.begin(pointCount, {}, false);
        const Variable inA = tape.input(a, width), inB = tape.input(b, width);
        const std::vector<std::pair<Variable, std::function<double(double, double)>>> pairs = {
            {exp(inA), [](double x, double) { return std::exp(x); }},
            {sin(inA), [](double x, double) { return std::sin(x); }},
            {cos(inA), [](double x, double) { return std::cos(x); }},
            {angleOf(inA, inB), [](double y, double x) { return std::atan2(y, x); }},
            {sigmoid(inA), [](double x, double) { return 1 / (1 + std::exp(-x)); }},
            {softplus(inA), [](double x, double) { return std::log1p(std::exp(x)); }},
            {log(inA * inA), [](double x, double) { return 2 * std::log(std::abs(x)); }}};
        for (const auto &[variable, function] : pairs) {
            std::vector<double> rows(a.size());
            tape.output(variable, rows);
            for (std::size_t k = 0; k < rows.size(); ++k) {
                const double expected = function(a[k], b[k]);
                if (std::isfinite(expected))
                    QVERIFY2(
                        std::abs(rows[k] - expected) < 1e-14 * (1 + std::abs(expected)),
                        qPrintable(
                            QString("%1 and not %2").arg(rows[k], 0, 'g', 17).arg(expected, 0, 'g', 17)));
            }
        }
    }

    void whatIsComputedAsideIsForgotten() {
        const std::vector<double> a(pointCount, 2.);
        Tape tape;
        tape.begin(pointCount, {}, true);
        const Variable in = tape.input(a, 1);
        {
            const Tape::Aside aside(tape);
            exp(in * 3);
        }
        const Variable out = in * in;
        tape.backward({{out, a}}, {});
        QCOMPARE(in.gradient()[0], 8.); // 2 · 2a
    }

    void sizesThatDoNotFitAreRefused() {
        const std::vector<double> a(pointCount * width, 1.);
        Tape tape;
        tape.begin(pointCount, {}, false);
        const Variable in = tape.input(a, width);
        QVERIFY_EXCEPTION_THROWN(in.part(0, 2) + in.part(0, 3), Error);
    }
};

} // namespace

QUINCUNX_TEST(tape, TestTape, NoApplication)
#include "test_tape.moc"
