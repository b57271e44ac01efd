#include "core/base/error.h"
#include "tests/support.h"
#include "views/geometry/axis_scale.h"
#include "views/geometry/section.h"

#include <cmath>
#include <limits>
#include <random>

using namespace quincunx;

class TestAxes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fractionsAndValuesAreInverse() {
        for (const AxisScale &scale : {AxisScale{0, 7, false}, AxisScale{1e-9, 30, true}})
            for (double f = 0; f <= 1; f += 0.05)
                QVERIFY(std::fabs(scale.fraction(scale.value(f)) - f) < 1e-12);
        QCOMPARE(AxisScale({1, 10, true}).fraction(0), 0.); // ln 0 is not asked for
        QCOMPARE(AxisScale({1, 10, true}).fraction(1e9), 1.);
    }

    void rangesAreOfWhatCounts() {
        const double beam = std::numeric_limits<double>::max();
        const AxisScale scale = AxisScale::of(std::vector<double>{0, 1e-3, 5, beam}, true);
        QCOMPARE(scale.low, 1e-3);
        QCOMPARE(scale.high, 5.);
        QCOMPARE(AxisScale::of(std::vector<double>{1e-200, 1}, true).low, 1e-20);
        for (bool logarithmic : {false, true})
            for (const std::vector<double> &values : {std::vector<double>{}, {0}, {3}, {3, 3}}) {
                const AxisScale one = AxisScale::of(values, logarithmic);
                QVERIFY(one.low < one.high && (!logarithmic || one.low > 0));
                QVERIFY(one.widened(0.1, 0.1).high > one.high);
            }
    }

    void ticksAreFewRoundAndInside() {
        std::mt19937 random(5);
        std::uniform_real_distribution<double> exponent(-14, 6), length(0.01, 20);
        for (int k = 0; k < 2000; ++k) {
            const double low = std::pow(10, exponent(random));
            for (const AxisScale &scale :
                 {AxisScale{low, low * std::pow(10, length(random)), true}, AxisScale{0, low, false}}) {
                const int most = 2 + k % 9;
                const auto ticks = scale.ticks(most);
                QVERIFY(static_cast<int>(ticks.size()) <= most);
                for (std::size_t i = 0; i < ticks.size(); ++i) {
                    QVERIFY(ticks[i].value >= scale.low * (1 - 1e-6) &&
                            ticks[i].value <= scale.high * (1 + 1e-6));
                    QVERIFY(i == 0 || ticks[i].value > ticks[i - 1].value);
                }
            }
        }
        const auto few = AxisScale{1, 45}.ticks(2); // of 50 there would be none
        QCOMPARE(few.size(), 2U);
        QVERIFY(few[0].value == 20 && few[1].value == 40);
        QCOMPARE(AxisScale({1e-6, 1, true}).ticks(4).front().text, QStringLiteral("10⁻⁶"));
    }

    void numbersAndUnits() {
        QCOMPARE(numberText(1.3e-6), QStringLiteral("1.3×10⁻⁶"));
        QCOMPARE(numberText(12345), QStringLiteral("12345"));
        QCOMPARE(numberText(-0.25), QStringLiteral("−0.25"));
        QCOMPARE(distanceUnit(0), QString());
        QCOMPARE(distanceUnit(1), QStringLiteral("GeV²"));
        QCOMPARE(distanceUnit(-1), QStringLiteral("GeV⁻²"));
        QCOMPARE(distanceUnit(0.5), QStringLiteral("GeV"));
        QCOMPARE(distanceUnit(0.3), QStringLiteral("GeV^0.6"));
        QCOMPARE(withUnit(QStringLiteral("d"), {}), QStringLiteral("d"));
    }

    void sectionsZoomAtThePlaceAndStayInside() {
        std::mt19937 random(6);
        std::uniform_real_distribution<double> unit(0, 1);
        const QRectF area(30, 20, 400, 250), square(0, 0, 1, 1);
        Section section;
        for (int k = 0; k < 500; ++k) {
            const QPointF place(unit(random), unit(random));
            QVERIFY((section.toUnit(section.toPixel(place, area), area) - place).manhattanLength() < 1e-9);
            const QPointF fixed = section.part.topLeft() + QPointF(place.x() * section.part.width(),
                                                                   place.y() * section.part.height());
            const Section nearer = section.zoomed(fixed, 1.3, 1e-3);
            if (section.part.width() > 2e-3 && section.part.height() > 2e-3)
                QVERIFY((nearer.toPixel(fixed, area) - section.toPixel(fixed, area)).manhattanLength() <
                        1e-6);
            section = k % 3 ? nearer : section.zoomed(fixed, 1 / 1.5, 1e-3);
            section = section.panned({100 * unit(random) - 50, 100 * unit(random) - 50}, area);
            QVERIFY(square.adjusted(-1e-12, -1e-12, 1e-12, 1e-12).contains(section.part));
            QVERIFY(section.part.width() >= 1e-3 / 1.4);
            const QRectF back = Section::fromJson(section.toJson()).part;
            QVERIFY((back.topLeft() - section.part.topLeft()).manhattanLength() < 1e-12);
        }
        QVERIFY_EXCEPTION_THROWN(Section::fromJson({0, 0, 0, 1}), Error);
        QVERIFY_EXCEPTION_THROWN(Section::fromJson({0.5, 0, 1, 1}), Error);
        QVERIFY_EXCEPTION_THROWN(Section::fromJson({0, 1}), nlohmann::json::exception);
        QVERIFY_EXCEPTION_THROWN(Section::fromJson("x"), nlohmann::json::exception);
    }
};

QUINCUNX_TEST(axes, TestAxes, NoApplication)
#include "test_axes.moc"
