// A part of the program that is loaded when it is first used says clearly when it cannot be.
#include "core/base/error.h"
#include "core/base/module.h"
#include "tests/support.h"

#include <thread>
#include <vector>

using namespace quincunx;

class Module : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isThereOnce();
    void missing();
    void ofAnotherVersion();
};

namespace {

bool isMapped(const std::string &library) {
    return test::contents("/proc/self/maps").find(library) != std::string::npos;
}

std::string message(const std::string &module, const char *symbol) {
    try {
        moduleSymbol(module, symbol);
    } catch (const Error &error) {
        return error.what();
    }
    return {};
}

} // namespace

void Module::isThereOnce() {
    QVERIFY2(!isMapped("libquincunx_hdf5"), "it is there before anybody asked for it");
    std::vector<void *> found(4);
    std::vector<std::thread> threads;
    for (void *&symbol : found)
        threads.emplace_back([&symbol] { symbol = moduleSymbol("hdf5", "quincunxOpenHdf5"); });
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(found[0] && isMapped("libquincunx_hdf5"));
    QCOMPARE(found, std::vector<void *>(4, found[0]));
}

void Module::missing() {
    const std::string text = message("nosuch", "anything");
    QVERIFY2(text.find("'nosuch' (") != text.npos &&
                 text.find("libquincunx_nosuch.so is not there); ") != text.npos,
             text.c_str());
}

void Module::ofAnotherVersion() {
    const std::string text = message("hdf5", "noSuchFunction");
    QVERIFY2(text.find("'noSuchFunction'") != text.npos && text.find("); build or install") != text.npos,
             text.c_str());
}

QUINCUNX_TEST(module, Module, QCoreApplication)
#include "test_module.moc"
