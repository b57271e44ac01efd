// A decision as a drifting random walk: evidence starts at 0, drifts with `drift` per second under noise, and ends
// at +bound (yes) or -bound (no). Of 50 decisions: the share of yes, the mean and the spread of their times [s].
//
// Build:  c++ -O2 -o decision decision.cpp
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

// The number behind "key": in a line of JSON, past brackets.
static const char *after(const std::string &line, const char *key) {
    const std::size_t at = line.find(std::string("\"") + key + "\":");
    if (at == std::string::npos) {
        std::cerr << "no \"" << key << "\" in: " << line << std::endl;
        std::exit(1);
    }
    const std::size_t number = line.find_first_of("-0123456789", at + std::string(key).size() + 3);
    return line.c_str() + (number == std::string::npos ? line.size() : number);
}

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        char *end = nullptr;
        const double drift = std::strtod(after(line, "theta"), &end);
        const double bound = std::strtod(end + 1, nullptr); // behind the comma
        std::mt19937_64 random(std::strtoull(after(line, "seed"), nullptr, 10));
        std::normal_distribution<double> normal;

        const int decisions = 50;
        const double step = 0.005;
        double yes = 0, sum = 0, squares = 0;
        for (int i = 0; i < decisions; ++i) {
            double evidence = 0, time = 0;
            while (std::fabs(evidence) < bound) {
                evidence += drift * step + std::sqrt(step) * normal(random);
                time += step;
            }
            yes += evidence > 0;
            sum += time;
            squares += time * time;
        }
        const double mean = sum / decisions;
        std::printf("[%.17g, %.17g, %.17g]\n", yes / decisions, mean,
                    std::sqrt(std::fmax(squares / decisions - mean * mean, 0)));
        std::fflush(stdout); // or the answer stays in a buffer
    }
}
