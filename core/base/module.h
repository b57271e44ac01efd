#pragma once

#include <string>

namespace quincunx {

/// The symbol of a module: of the shared library `libquincunx_<module>.so` beside the core library, where the
/// build and the installation put it (`quincunx_add_module` of core/CMakeLists.txt). The module is loaded
/// when it is first asked for and stays loaded; may be called from any thread. \throws Error if the module is
/// not there, cannot be loaded, or has no such symbol.
void *moduleSymbol(const std::string &module, const char *symbol);

/// The same of a function, which the module declares `extern "C"`.
template <class Function>
Function *moduleFunction(const std::string &module, const char *name) {
    return reinterpret_cast<Function *>(moduleSymbol(module, name));
}

} // namespace quincunx
