#include "core/event/expression.h"
#include "tests/support.h"

#include <cmath>
#include <random>

namespace quincunx {

// The same formulas, evaluated by the compiler: the oracle.
class TestExpression : public QObject {
    Q_OBJECT

private:
    static constexpr double a = 3, b = -2.5, c = 0;
    const std::vector<std::string> names = {"a", "b", "c"};

    double value(const char *text) const {
        return Expression::parse(text, names).evaluate([](std::string_view name) {
            return name == "a" ? a : name == "b" ? b : c;
        });
    }

private Q_SLOTS:
    void agreesWithTheCompiler_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("expected");
#define CASE(formula) QTest::newRow(#formula) << QStringLiteral(#formula) << double(formula)
        CASE(1 + 2 * 3 - 4 / 8.);
        CASE((1 + 2) * 3);
        CASE(7 - 2 - 1);
        CASE(16 / 4 / 2.);
        CASE(-a * -b);
        CASE(a - -b);
        CASE(a > 2 && b < 0);
        CASE(!(a < b) == 1);
        CASE(!a + 1);
        CASE(not c);
        CASE(a + b < a - b);
        CASE(a <= 3 and a >= 3 and a == 3);
        CASE(1e3 + .5 - 2.25e-1);
        CASE(a && b);
        CASE(c || c);
#undef CASE
        QTest::newRow("functions") << QStringLiteral(
                                          "abs(b) + sqrt(a * 3) + log(1) + min(a, b, 1) + max(a, b)")
                                   << 2.5 + 3 + 0 - 2.5 + 3;
        QTest::newRow("and before or") << QStringLiteral("a > 2 || a > 2 && c") << 1.;
        QTest::newRow("or after and") << QStringLiteral("c && a || b < 0") << 1.;
        QTest::newRow("not takes the comparison") << QStringLiteral("not a > 5") << 1.;
        QTest::newRow("not not") << QStringLiteral("not not a") << 1.;
        QTest::newRow("typographic") << QStringLiteral("a ≥ 3 && a ≠ 4 && −1 ≤ a × 2") << 1.;
        QTest::newRow("tight") << QStringLiteral("a>2&&b<0") << 1.;
    }
    void agreesWithTheCompiler() {
        QFETCH(QString, text);
        QFETCH(double, expected);
        QCOMPARE(value(text.toUtf8().constData()), expected);
    }

    void divisionByZeroIsIeee() {
        QCOMPARE(value("1 / c"), HUGE_VAL);
        QVERIFY(std::isnan(value("c / c")));
        QVERIFY(std::isnan(value("sqrt(b)")));
        QVERIFY(!Expression::parse("c / c || sqrt(b)", names).holds([](std::string_view name) {
            return name == "b" ? b : 0;
        }));
    }

    void andAndOrStopEarly() {
        int asked = 0;
        const auto lookup = [&](std::string_view name) {
            asked += name == "b";
            return 1.;
        };
        QCOMPARE(Expression::parse("a > 2 && b > 0", names).evaluate(lookup), 0.);
        QCOMPARE(Expression::parse("a > 0 || b > 0", names).evaluate(lookup), 1.);
        QCOMPARE(asked, 0);
        QCOMPARE(Expression::parse("a + b + a", names).names(), (std::vector<std::string>{"a", "b"}));
    }

    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << "  " << 3 << "known are a, b, c";
        QTest::newRow("unknown") << "a > nope" << 5 << "unknown quantity 'nope'";
        QTest::newRow("assignment") << "a = 3" << 3 << "write == to compare";
        QTest::newRow("one and") << "a & b" << 3 << "write &&";
        QTest::newRow("chained") << "1 < a < 3" << 7 << "a < b && b < c";
        QTest::newRow("open") << "(a + 1" << 7 << "opened at column 1";
        QTest::newRow("closed") << "a + 1)" << 6 << "unexpected ')'";
        QTest::newRow("early") << "a >" << 4 << "ends too early";
        QTest::newRow("two values") << "a 3" << 3 << "operator";
        QTest::newRow("function") << "sin(a)" << 1 << "unknown function 'sin'";
        QTest::newRow("arguments") << "sqrt(a, b)" << 10 << "more than one argument";
        QTest::newRow("one argument") << "max(a)" << 6 << "two or more";
        QTest::newRow("unit") << "a > 5GeV" << 6 << "GeV";
        QTest::newRow("dots") << "1.2.3" << 4 << "runs into '.'";
        QTest::newRow("sign after umlauts") << "a ≥ 1 # b" << 7 << "unexpected '#'";
        QTest::newRow("umlaut") << "a > ä" << 5 << "unexpected 'ä'";
        QTest::newRow("huge") << "1e999" << 1 << "too large";
        QTest::newRow("keyword") << "and a" << 1 << "unexpected 'and'";
        QTest::newRow("empty call") << "abs()" << 5 << "unexpected ')'";
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QString, text);
        QFETCH(int, column);
        QFETCH(QString, says);
        try {
            value(text.toUtf8().constData());
            QFAIL("accepted");
        } catch (const ExpressionError &error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
            QCOMPARE(error.column(), std::size_t(column));
        }
    }

    void depthIsLimited() {
        const auto nested = [](int depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
        QCOMPARE(value(nested(100).c_str()), a);
        QVERIFY_EXCEPTION_THROWN(value(nested(101).c_str()), ExpressionError);
        QVERIFY_EXCEPTION_THROWN(value(nested(200000).c_str()), ExpressionError);
        QCOMPARE(value((std::string(100000, '-') + "a").c_str()), a);
        std::string sum = "0";
        for (int i = 0; i < 100000; ++i)
            sum += "+1";
        QCOMPARE(value(sum.c_str()), 100000.);
    }

    void noTextCrashes() {
        const char *const pieces[] = {"a",   "b",    "(",  ")", "+",    "-",    "*",    "/",
                                      "<",   "&&",   "||", "!", "not ", "1.",   ",",    "=",
                                      "max", "abs(", "e9", " ", "ä",    "\xff", "and ", "\0x"};
        std::mt19937 random(20021);
        for (int i = 0; i < 50000; ++i) {
            std::string text;
            for (auto length = random() % 14; length > 0; --length)
                text += pieces[random() % std::size(pieces)];
            try {
                value(text.c_str());
            } catch (const ExpressionError &error) {
                QVERIFY(error.column() >= 1 && error.column() <= text.size() + 1);
            }
        }
    }
};

} // namespace quincunx

QUINCUNX_TEST(expression, quincunx::TestExpression, NoApplication)
#include "test_expression.moc"
