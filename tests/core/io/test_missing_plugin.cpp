// Without the plugin for Blosc: the message names the package. A program of its own, as HDF5 looks for
// plugins once.
#include "tests/core/io/io_support.h"

using namespace quincunx;

class MissingPlugin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("HDF5_PLUGIN_PATH", QByteArray::fromStdString(m_empty.folder().string())); }
    void namesThePackage();
    void plainFilesStillOpen();

private:
    test::Scratch m_empty;
};

void MissingPlugin::namesThePackage() {
    for (const char *name : {"lhco_layout.h5", "toptagging_layout.h5"}) {
        const auto path = test::sharedDir() / "data/layouts" / name;
        QUINCUNX_NEED(path);
        std::string message;
        try {
            static_cast<void>(openEvents(path));
        } catch (const Error &error) {
            message = error.what();
        }
        QVERIFY2(message.find("hdf5-filter-plugin-blosc-serial") != message.npos &&
                     test::isActionable(message),
                 message.c_str());
    }
}

void MissingPlugin::plainFilesStillOpen() {
    const auto path = test::sharedDir() / "data/layouts/lhco_layout_plain.h5";
    QUINCUNX_NEED(path);
    QCOMPARE(openEvents(path).file->knownEvents(), std::size_t(27));
}

QUINCUNX_TEST(io_missing_plugin, MissingPlugin, QCoreApplication)
#include "test_missing_plugin.moc"
