#pragma once

#include "core/ginkgo/ginkgo.h"

#include <nlohmann/json.hpp>

#include <span>

namespace quincunx {

/// `{"jets": [{"leaves": [[E, px, py, pz] …], "tree": "((0,1),2)", "lambda", "lambda_root", "t_cut", "mass",
/// "momentum"} …]}`: momenta in GeV, numbers so that they come back bit by bit.
nlohmann::json toJson(std::span<const GinkgoJet> jets);
/// One entry of it.
nlohmann::json toJson(const GinkgoJet &jet);

/// Reads the same. The tree and every setting may be missing; heights of the tree are made anew from the
/// momenta. \throws Error naming the jet, if a momentum is not four finite numbers, if there is no leaf, or
/// the tree is not one over the leaves.
std::vector<GinkgoJet> ginkgoJetsFromJson(const nlohmann::json &document);

} // namespace quincunx
