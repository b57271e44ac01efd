#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/io/event_file.h"
#include "core/io/export/write.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace quincunx::cli {
namespace {

using nlohmann::json;

struct EventsOptions {
    std::string file, columns, out;
    std::int64_t event = -1;
    bool asJson = false;
};

json toJson(const Particle &particle) {
    const FourMomentum &p = particle.momentum;
    json object = {{"px", number(p.px)},
                   {"py", number(p.py)},
                   {"pz", number(p.pz)},
                   {"E", number(p.E)},
                   {"kind", kindName(particle.kind)}};
    if (particle.pdgId)
        object["pdg_id"] = particle.pdgId;
    if (particle.charge)
        object["charge"] = particle.charge;
    if (particle.subEvent)
        object["sub_event"] = particle.subEvent;
    return object;
}

void printEvent(const Event &event, const EventsOptions &options) {
    if (options.asJson) {
        json particles = json::array();
        for (const Particle &particle : event.particles)
            particles.push_back(toJson(particle));
        json document = {{"event", options.event}, {"label", event.label}, {"particles", particles}};
        if (!event.sample.empty())
            document["sample"] = event.sample;
        std::cout << document.dump() << '\n';
        return;
    }
    std::printf("%6s  %-8s %12s %10s %10s %12s %6s\n", "", "kind", "pT [GeV]", "eta", "phi", "E [GeV]",
                "charge");
    for (std::size_t i = 0; i < event.particles.size(); ++i) {
        const Particle &particle = event.particles[i];
        const FourMomentum &p = particle.momentum;
        std::printf("%6zu  %-8s %12.5g %10.4f %10.4f %12.5g %6d\n", i, kindName(particle.kind), p.pt(),
                    p.eta(), p.phi(), p.E, particle.charge);
    }
}

int runEvents(const EventsOptions &options) {
    const OpenEventFile opened = openEvents(options.file, options.columns);
    if (options.event >= 0 || !options.out.empty()) {
        const Event event =
            opened.file->read(static_cast<std::size_t>(std::max<std::int64_t>(options.event, 0)));
        if (!options.out.empty())
            writeEvent(options.out, event);
        else
            printEvent(event, options);
        return 0;
    }
    try {
        const TerminalProgress terminal;
        opened.file->indexAll(terminal.progress());
    } catch (const Cancelled &) {
        printError("stopped while counting (Ctrl-C); what follows is what was found until then");
    }
    const std::size_t count = opened.file->knownEvents();
    if (options.asJson)
        std::cout << json{{"format", opened.format->name}, {"events", count}}.dump() << '\n';
    else
        std::cout << options.file << ": " << opened.format->title << ", " << count
                  << (count == 1 ? " event\n" : " events\n");
    if (!opened.file->damage().empty()) {
        printError("the file is damaged after event " + std::to_string(count - 1) + " (" +
                   opened.file->damage() + "); the events before it are usable");
        return 1;
    }
    return 0;
}

} // namespace

void addEvents(CLI::App &app, Request &request) {
    auto options = std::make_shared<EventsOptions>();
    CLI::App *events = app.add_subcommand(
        "events", "Tell the format and number of events of a file, or print or export one event");
    events->add_option("FILE", options->file, "Event file, of any format that `list formats` names")
        ->required();
    events->add_option("--event", options->event, "Print this event, counted from 0")
        ->check(CLI::NonNegativeNumber);
    events->add_option("--columns", options->columns, columnsHelp);
    events->add_option(
        "--out", options->out,
        "Write the event (the first if --event does not say) to FILE.csv, .npz, .json or .phoenix.json");
    events->add_flag("--json", options->asJson, "One JSON document on standard output");
    events->callback([&request, options] { request.run = [options] { return runEvents(*options); }; });
}

} // namespace quincunx::cli
