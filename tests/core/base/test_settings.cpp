// A settings struct, its description, JSON and validation say the same thing.
#include "core/clustering/clustering.h"
#include "core/event/cuts.h"
#include "core/session/display_settings.h"
#include "tests/support.h"

using namespace quincunx;
using nlohmann::json;

namespace {

template <class S>
void checkTable() {
    const auto &table = S::table();
    const S defaults;
    const json written = table.toJson(defaults);
    QCOMPARE(written.size(), table.settings().size());
    for (const Setting &setting : table.settings()) {
        QVERIFY2(!setting.help.empty() && !setting.label.empty(), setting.name.c_str());
        QVERIFY(written[setting.name] == setting.fallback);
        validate(setting, setting.fallback);
        if (setting.kind == Setting::Kind::Choice)
            for (const std::string &choice : setting.choices) {
                const S changed = table.fromJson({{setting.name, choice}});
                QVERIFY(table.toJson(changed)[setting.name] == json(choice));
            }
        for (const json &wrong : {json("no such choice"), json(nullptr), json(1e300), json::array()})
            QVERIFY_THROWS_EXCEPTION(Error, table.fromJson({{setting.name, wrong}}));
    }
    QVERIFY(table.fromJson(written) == defaults);
}

} // namespace

class Settings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tables() {
        checkTable<ClusteringSettings>();
        checkTable<CutSettings>();
        checkTable<DisplaySettings>();
    }

    void partialUpdateKeepsTheRest() {
        ClusteringSettings base;
        base.radius = 1.2;
        const ClusteringSettings changed = ClusteringSettings::table().fromJson({{"algorithm", "kt"}}, base);
        QCOMPARE(changed.algorithm, std::string("kt"));
        QCOMPARE(changed.radius, 1.2);
    }

    void messages() {
        try {
            ClusteringSettings::table().fromJson({{"radius", 7}});
            QFAIL("accepted a radius of 7");
        } catch (const Error &error) {
            const std::string text = error.what();
            QVERIFY(text.find("radius") != std::string::npos && text.find("0.01 and 3") != std::string::npos);
            QVERIFY(text.find('\n') == std::string::npos);
        }
        QVERIFY_THROWS_EXCEPTION(Error, ClusteringSettings::table().fromJson({{"raduis", 1}}));
        QVERIFY_THROWS_EXCEPTION(Error, ClusteringSettings::table().fromJson(json::array()));
        QVERIFY_THROWS_EXCEPTION(Error, ClusteringSettings::table().fromJson({{"jets", 2.5}}));
    }
};

QUINCUNX_TEST(settings, Settings, QCoreApplication)
#include "test_settings.moc"
