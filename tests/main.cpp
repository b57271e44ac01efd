#include "tests/registry.h"

#include <cstdio>

int main(int argc, char **argv) {
    const auto &tests = quincunx::test::tests();
    const auto test = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (test != tests.end())
        return test->second(argc - 1, argv + 1);
    std::fprintf(stderr, "usage: %s TEST [options of Qt Test]; there are:\n", argv[0]);
    for (const auto &[name, run] : tests)
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}
