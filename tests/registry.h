#pragma once

#include <QTest>

#include <map>
#include <string>

/// All tests of one kind are one program, `PROGRAM TEST [options of Qt Test]`: it is linked once, and what
/// tests include is read once.
namespace quincunx::test {

using RunTest = int (*)(int argc, char **argv);

/// The tests of this program by name.
inline std::map<std::string, RunTest> &tests() {
    static std::map<std::string, RunTest> all;
    return all;
}

/// What a test runs in that needs no application.
struct NoApplication {
    NoApplication(int &, char **) {}
};

} // namespace quincunx::test

/// Has the class of test functions run as `name`, as CMakeLists.txt calls it, in an application of that type.
#define QUINCUNX_TEST(name, Test, Application)                                                               \
    [[maybe_unused]] static const bool name##IsRegistered =                                                  \
        quincunx::test::tests()                                                                              \
            .emplace(#name,                                                                                  \
                     [](int argc, char **argv) {                                                             \
                         using namespace quincunx::test;                                                     \
                         [[maybe_unused]] Application application(argc, argv);                               \
                         Test test;                                                                          \
                         return QTest::qExec(&test, argc, argv);                                             \
                     })                                                                                      \
            .second;
