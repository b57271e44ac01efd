#include "core/io/hdf5_file.h"

#include "core/base/module.h"

#include <string_view>

namespace quincunx {

std::unique_ptr<const Hdf5File> openHdf5(const std::filesystem::path &path) {
    return std::unique_ptr<const Hdf5File>(
        moduleFunction<decltype(quincunxOpenHdf5)>("hdf5", "quincunxOpenHdf5")(path));
}

bool isHdf5(std::span<const char> head) {
    return std::string_view(head.data(), head.size()).starts_with("\x89HDF\r\n\x1a\n");
}

} // namespace quincunx
