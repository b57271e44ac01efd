// What a program that is watched has loaded before all else (see run).
#include <cstdlib>

// Nothing that was loaded is unloaded: what a filter of HDF5 leaks at exit can then be told by its name
// (leaks.supp), not only by the function that it was allocated with.
extern "C" int dlclose(void *) {
    return 0;
}

// The address sanitizer begins with the first allocation. If that is made by a library which holds a lock of
// the C library, as libp11-kit does, the sanitizer takes the lock once more and spoils it.
[[gnu::constructor]] static void beginToWatch() {
    void *volatile first = std::malloc(1);
    std::free(first);
}
