#include "core/base/module.h"

#include "core/base/error.h"

#include <filesystem>
#include <map>
#include <mutex>

#include <dlfcn.h>

namespace quincunx {

namespace {

/// Where the core library is, and with it its modules.
std::filesystem::path libraryFolder() {
    static const char here = 0;
    Dl_info library{};
    if (dladdr(&here, &library) == 0 || !library.dli_fname)
        return {};
    std::error_code unknown;
    const auto path = std::filesystem::canonical(library.dli_fname, unknown);
    return (unknown ? std::filesystem::path(library.dli_fname) : path).parent_path();
}

Error cannotLoad(const std::string &module, const std::string &why, const std::string &remedy) {
    return {"cannot load the module '" + module + "'", why, remedy};
}

void *load(const std::string &module) {
    static const std::filesystem::path folder = libraryFolder();
    const auto path = folder / ("libquincunx_" + module + ".so");
    if (!std::filesystem::exists(path))
        throw cannotLoad(module, path.string() + " is not there", "build or install all of Quincunx");
    if (void *const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL))
        return handle;
    const char *const why = dlerror();
    throw cannotLoad(module, why ? why : "the loader does not say why",
                     "install the packages that installer/packages.txt names");
}

} // namespace

void *moduleSymbol(const std::string &module, const char *symbol) {
    static std::mutex mutex;
    static std::map<std::string, void *> loaded;
    const std::scoped_lock lock(mutex);
    void *&handle = loaded[module];
    if (!handle)
        handle = load(module);
    if (void *const found = dlsym(handle, symbol))
        return found;
    throw cannotLoad(module, std::string("it has no '") + symbol + "', so it is of another version",
                     "build or install all of Quincunx");
}

} // namespace quincunx
