#!/usr/bin/env python3
"""Twenty radioactive decays of lifetime tau, timed by a clock that is off by 0.2 s.

Reads {"theta": [tau], "seed": n} a line, and {"other": [tau2]} beside it when the simulator is mined; writes a
line {"x": [...], "log_ratio": r, "score": [s]}. The hidden steps are the true times t: with
ln p(t|tau) = -ln tau - t/tau the score is sum (t/tau^2 - 1/tau).
"""
import json
import math
import random
import sys

DECAYS = 20

for line in sys.stdin:
    question = json.loads(line)
    tau = question["theta"][0]
    rng = random.Random(question["seed"])
    times = [rng.expovariate(1 / tau) for _ in range(DECAYS)]
    seen = [t + rng.gauss(0, 0.2) for t in times]
    mean = sum(seen) / DECAYS
    spread = math.sqrt(sum((t - mean) ** 2 for t in seen) / DECAYS)
    answer = {"x": [mean, spread, max(seen)]}
    if "other" in question:
        other = question["other"][0]
        answer["log_ratio"] = sum(math.log(other / tau) - t / tau + t / other for t in times)
        answer["score"] = [sum(t / tau**2 - 1 / tau for t in times)]
    print(json.dumps(answer), flush=True)
