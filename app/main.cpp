#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/window/run_window.h"
#include "core/base/error.h"
#include "core/base/progress.h"

int main(int argc, char **argv) {
    using namespace quincunx;
    CLI::App app;
    try {
        const cli::Request request = cli::parse(app, argc, argv);
        return request.run ? request.run() : runWindow(request.files, request.exitWhenReady, argc, argv);
    } catch (const CLI::ParseError &error) {
        return cli::explain(app, error);
    } catch (const Cancelled &) {
        return 1;
    } catch (const std::exception &error) {
        cli::printError(error.what());
        return 1;
    }
}
