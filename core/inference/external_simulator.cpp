#include "core/inference/external_simulator.h"

#include "core/inference/external_process.h"
#include "core/io/byte_source.h"
#include "core/io/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>

namespace quincunx {
namespace {

using nlohmann::json;

struct ExternalDescription {
    std::string name;
    std::vector<std::string> command;
    std::filesystem::path folder;
    std::vector<std::string> parameters, data;
    std::vector<Marginal> marginals;
    DataShape shape;
    std::chrono::milliseconds timeout{10'000};
    int processes = 2;
    bool mines = false, countsFailures = false;
};

/// Reads the file field by field; errors name the field.
class DescriptionReader {
public:
    explicit DescriptionReader(const std::filesystem::path &path) : m_path(path) {}

    ExternalDescription read() {
        const PlainFile file(m_path);
        const json whole = json::parse(file.text(0, 1 << 20), nullptr, false, true);
        if (!whole.is_object())
            fail("it is no JSON object");
        for (const auto &[key, value] : whole.items())
            if (std::ranges::find(fields, key) == fields.end())
                fail("\"" + key + "\" is not among its fields");
        ExternalDescription made;
        made.folder = std::filesystem::absolute(m_path).parent_path();
        made.name = whole.contains("name") ? text(whole, "name") : m_path.stem().string();
        made.command = texts(whole, "command");
        made.data = texts(whole, "data");
        for (const json &parameter : list(whole, "parameters"))
            readParameter(parameter, made);
        if (whole.contains("timeout")) {
            const double seconds = number(whole, "timeout");
            if (!(seconds >= 0.001 && seconds <= 1e6))
                fail("\"timeout\" is not between 0.001 and 1000000 seconds");
            made.timeout = std::chrono::milliseconds(std::llround(1000 * seconds));
        }
        if (whole.contains("processes")) {
            const double count = number(whole, "processes");
            if (!(count >= 1 && count <= 256 && count == std::floor(count)))
                fail("\"processes\" is not a whole number between 1 and 256");
            made.processes = static_cast<int>(count);
        }
        if (whole.contains("mines")) {
            if (!whole["mines"].is_boolean())
                fail("\"mines\" is neither true nor false");
            made.mines = whole["mines"].get<bool>();
        }
        if (whole.contains("on_failure"))
            made.countsFailures = oneOf(whole, "on_failure", {"stop", "count"}) == 1;
        if (whole.contains("shape"))
            made.shape.kind = static_cast<DataShape::Kind>(
                oneOf(whole, "shape", {"numbers", "points", "series", "bins", "set"}));
        if (whole.contains("parts")) {
            const double parts = number(whole, "parts");
            if (!(parts >= 1 && std::fmod(static_cast<double>(made.data.size()), parts) == 0))
                fail("\"parts\" does not divide the number of data");
            made.shape.parts = static_cast<std::size_t>(parts);
        }
        return made;
    }

private:
    static constexpr std::array<std::string_view, 10> fields{
        "name",      "command", "parameters", "data",  "timeout",
        "processes", "mines",   "on_failure", "shape", "parts"};

    [[noreturn]] void fail(const std::string &why) const {
        throw Error("cannot use the simulator of " + shown(m_path), why,
                    "correct the file; plugins/simulators/README.md says what belongs into it");
    }
    const json &list(const json &of, const char *key) const {
        if (!of.contains(key) || !of[key].is_array() || of[key].empty())
            fail(std::string("\"") + key + "\" is missing, or is no list with something in it");
        return of[key];
    }
    std::vector<std::string> texts(const json &of, const char *key) const {
        std::vector<std::string> all;
        for (const json &one : list(of, key)) {
            if (!one.is_string() || one.get<std::string>().empty())
                fail(std::string("\"") + key + "\" is no list of texts");
            all.push_back(one.get<std::string>());
        }
        return all;
    }
    std::string text(const json &of, const char *key) const {
        if (!of.contains(key) || !of[key].is_string() || of[key].get<std::string>().empty())
            fail(std::string("\"") + key + "\" is missing, or is no text");
        return of[key].get<std::string>();
    }
    double number(const json &of, const char *key) const {
        if (!of.contains(key) || !of[key].is_number())
            fail(std::string("\"") + key + "\" is missing, or is no number");
        return of[key].get<double>();
    }
    std::size_t oneOf(const json &of, const char *key, const std::vector<std::string> &choices) const {
        const auto found = std::ranges::find(choices, text(of, key));
        if (found == choices.end()) {
            std::string all;
            for (const std::string &choice : choices)
                all += (all.empty() ? "" : ", ") + choice;
            fail(std::string("\"") + key + "\" is none of " + all);
        }
        return static_cast<std::size_t>(found - choices.begin());
    }
    void readParameter(const json &parameter, ExternalDescription &made) const {
        if (!parameter.is_object())
            fail("a parameter is no object");
        made.parameters.push_back(text(parameter, "name"));
        const std::size_t family = oneOf(parameter, "prior", {"uniform", "normal", "log_normal"});
        const Marginal marginal{static_cast<Marginal::Family>(family),
                                number(parameter, family == 0 ? "low" : "mean"),
                                number(parameter, family == 0 ? "high" : "deviation")};
        try {
            (void)Prior({marginal});
        } catch (const Error &error) {
            fail(made.parameters.back() + ": " + error.why());
        }
        made.marginals.push_back(marginal);
    }

    std::filesystem::path m_path;
};

/// Python writes NaN and Infinity, which JSON does not have: null instead, but in texts.
std::string withoutNaN(const std::string &line) {
    std::string clean;
    bool isText = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
            isText = !isText;
        const std::string_view rest = std::string_view(line).substr(i);
        bool replaced = false;
        for (const std::string_view word : {"NaN", "nan", "-Infinity", "Infinity", "-inf", "inf"})
            if (!isText && !replaced && rest.starts_with(word)) {
                clean += "null";
                i += word.size() - 1;
                replaced = true;
            }
        if (!replaced)
            clean += line[i];
    }
    return clean;
}

class ExternalSimulator final : public Simulator {
public:
    explicit ExternalSimulator(ExternalDescription description)
        : Simulator(description.parameters, Prior(description.marginals), description.data)
        , m_description(std::move(description)) {}

    DataShape dataShape() const override { return m_description.shape; }
    int processes() const override { return m_description.processes; }

    void simulate(std::span<const double> theta, std::span<double> x, RandomEngine &random) const override {
        readX(ask({{"theta", theta}, {"seed", random() >> 11}}), x);
    }

    bool canMine() const override { return m_description.mines; }
    Mined mine(std::span<const double> theta, std::span<const double> other, std::span<double> x,
               RandomEngine &random) const override {
        if (!canMine())
            return Simulator::mine(theta, other, x, random);
        const Answer answer = ask({{"theta", theta}, {"seed", random() >> 11}, {"other", other}});
        readX(answer, x);
        Mined mined{std::numeric_limits<double>::quiet_NaN(),
                    std::vector<double>(theta.size(), std::nan(""))};
        if (answer.failed)
            return mined;
        const json &fields = answer.content;
        if (!fields.is_object() || !fields.contains("log_ratio") || !fields.contains("score"))
            throw wrong(answer, "it lacks \"log_ratio\" or \"score\"");
        mined.logRatio = number(answer, fields["log_ratio"]);
        readNumbers(answer, fields["score"], mined.score, "\"score\"");
        return mined;
    }

private:
    struct Answer {
        std::string question, line;
        json content;
        bool failed = false; ///< it died or was silent, and that only counts
    };

    Answer ask(const json &question) const {
        Answer answer{question.dump(), {}, {}};
        auto process = taken();
        for (int attempt = 1;; ++attempt) {
            try {
                answer.line = process->ask(answer.question, m_description.timeout, simulationIsCancelled);
                give(std::move(process));
                break;
            } catch (const ExternalProcess::Failure &failure) {
                if (failure.ended && attempt == 1) {
                    process = started(); // not one that waits, which may be as old
                    continue;
                }
                give(nullptr);
                if (m_description.countsFailures) {
                    answer.failed = true;
                    return answer;
                }
                throw Error("the simulator '" + m_description.name + "' failed for " + answer.question,
                            failure.what(),
                            "run it by hand with this line, or raise \"timeout\", or set \"on_failure\" to "
                            "\"count\"");
            } catch (...) {
                give(nullptr);
                throw;
            }
        }
        answer.content = json::parse(answer.line, nullptr, false);
        if (answer.content.is_discarded())
            answer.content = json::parse(withoutNaN(answer.line), nullptr, false);
        if (answer.content.is_discarded())
            throw wrong(answer, "it is no JSON");
        return answer;
    }

    Error wrong(const Answer &answer, const std::string &why) const {
        return {
            "the simulator '" + m_description.name + "' answered " + shown(answer.line), why,
            "write one line of JSON for each line that is read, [x, ...] or {\"x\": [...]}, and everything "
            "else to the standard error"};
    }

    double number(const Answer &answer, const json &value) const {
        if (value.is_null())
            return std::numeric_limits<double>::quiet_NaN();
        if (!value.is_number())
            throw wrong(answer, value.dump().substr(0, 40) + " is no number");
        return value.get<double>();
    }
    void readNumbers(const Answer &answer, const json &list, std::span<double> numbers,
                     const std::string &what) const {
        if (!list.is_array())
            throw wrong(answer, what + " is no list of numbers");
        if (list.size() != numbers.size())
            throw wrong(answer, what + " has " + std::to_string(list.size()) + " numbers, not " +
                                    std::to_string(numbers.size()));
        for (std::size_t k = 0; k < numbers.size(); ++k)
            numbers[k] = number(answer, list[k]);
    }
    void readX(const Answer &answer, std::span<double> x) const {
        if (answer.failed) {
            std::ranges::fill(x, std::numeric_limits<double>::quiet_NaN());
            return;
        }
        if (answer.content.is_object() && !answer.content.contains("x"))
            throw wrong(answer, "it lacks \"x\"");
        readNumbers(answer, answer.content.is_object() ? answer.content["x"] : answer.content, x, "x");
    }

    /// A process that waits for work, or a new one while there are fewer than allowed.
    std::unique_ptr<ExternalProcess> taken() const {
        {
            std::unique_lock lock(m_mutex);
            m_freed.wait(lock, [this] { return !m_idle.empty() || m_busy < m_description.processes; });
            ++m_busy;
            if (!m_idle.empty()) {
                auto process = std::move(m_idle.back());
                m_idle.pop_back();
                return process;
            }
        }
        return started();
    }
    /// A new process in the place of one that is taken, which is given back if it cannot be started.
    std::unique_ptr<ExternalProcess> started() const {
        try {
            return std::make_unique<ExternalProcess>(m_description.command, m_description.folder);
        } catch (...) {
            give(nullptr);
            throw;
        }
    }
    /// \param process null if it is of no more use.
    void give(std::unique_ptr<ExternalProcess> process) const {
        {
            const std::scoped_lock lock(m_mutex);
            --m_busy;
            if (process)
                m_idle.push_back(std::move(process));
        }
        m_freed.notify_one();
    }

    const ExternalDescription m_description;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_freed;
    mutable std::vector<std::unique_ptr<ExternalProcess>> m_idle;
    mutable int m_busy = 0;
};

} // namespace

SimulatorKind makeExternalSimulator(const std::filesystem::path &description) {
    ExternalDescription read = DescriptionReader(description).read();
    const std::string title = read.name;
    return {{std::string(externalPrefix) + description.string(), title,
             "A program of your own, described by " + description.filename().string() + ".", ""},
            std::make_shared<ExternalSimulator>(std::move(read))};
}

} // namespace quincunx
