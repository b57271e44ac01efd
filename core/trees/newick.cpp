#include "core/base/error.h"
#include "core/trees/tree.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace quincunx {
namespace {

std::string quoted(const std::string &label) {
    if (!label.empty() && label.find_first_of(" \t\r\n()[]{}:;,'\"") == std::string::npos)
        return label;
    std::string text = "'";
    for (char c : label) {
        text += c;
        if (c == '\'')
            text += c; // doubled inside quotes
    }
    return text + "'";
}

/// One pass over the text with a stack of open brackets: nesting may be as deep as memory allows.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    NamedTree read() {
        std::vector<std::vector<Part>> open(1);
        bool complete = false;
        while (!complete) {
            skipBlanks();
            if (take('(')) {
                open.emplace_back();
                continue;
            }
            open.back().push_back(finish(leaf()));
            for (bool closing = true; closing;) {
                skipBlanks();
                closing = false;
                if (take(',')) {
                    if (open.size() == 1)
                        refuse("a comma outside brackets");
                } else if (open.size() > 1 && take(')')) {
                    if (open.back().size() != 2)
                        refuse("a node with " + std::to_string(open.back().size()) + " children");
                    const Part inner = join(open.back()[0], open.back()[1]);
                    open.pop_back();
                    label(); // of an inner node: says nothing about the tree
                    open.back().push_back(finish(inner));
                    closing = true;
                } else if (open.size() == 1) {
                    take(';');
                    skipBlanks();
                    if (m_at != m_text.size())
                        refuse("text after the tree");
                    complete = true;
                } else {
                    refuse(m_at == m_text.size() ? "it ends inside brackets" : "unexpected character");
                }
            }
        }
        return build();
    }

private:
    /// What stands between two commas: its node, its height and the branch above it.
    struct Part {
        int node; ///< leaves ≥ 0; inner nodes −1−k for the k-th merge
        double height, branch;
    };

    [[noreturn]] void refuse(const std::string &why) const {
        throw Error("cannot read the tree", why + " at character " + std::to_string(m_at + 1),
                    "write a binary tree as Newick: ((0,1),2)");
    }

    void skipBlanks() {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '[') { // a comment
                const std::size_t end = m_text.find(']', m_at);
                if (end == std::string_view::npos)
                    refuse("a comment without end");
                m_at = end + 1;
            } else if (std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
                ++m_at;
            } else {
                return;
            }
        }
    }

    bool take(char c) {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    std::string label() {
        skipBlanks();
        std::string name;
        if (take('\'')) {
            for (;; ++m_at) {
                if (m_at >= m_text.size())
                    refuse("a quote without end");
                if (m_text[m_at] == '\'') {
                    if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '\'')
                        break;
                    ++m_at;
                }
                name += m_text[m_at];
            }
            ++m_at;
            return name;
        }
        const std::size_t end = std::min(m_text.find_first_of(" \t\r\n()[]:;,", m_at), m_text.size());
        name = m_text.substr(m_at, end - m_at);
        m_at = end;
        return name;
    }

    Part leaf() {
        const std::string name = label();
        if (name.empty())
            refuse("a leaf without a name");
        if (!m_names.insert(name).second)
            refuse("a second leaf '" + name + "'");
        m_labels.push_back(name);
        return {static_cast<int>(m_labels.size()) - 1, 0, 0};
    }

    Part finish(Part part) {
        skipBlanks();
        if (take(':')) {
            skipBlanks();
            const char *begin = m_text.data() + m_at;
            const auto [end, problem] = std::from_chars(begin, m_text.data() + m_text.size(), part.branch);
            if (problem != std::errc())
                refuse("a branch length that is no number");
            m_at += static_cast<std::size_t>(end - begin);
        }
        return part;
    }

    Part join(const Part &left, const Part &right) {
        const double height = std::max(left.height + left.branch, right.height + right.branch);
        m_merges.push_back({left.node, right.node, height});
        return {-static_cast<int>(m_merges.size()), height, 0};
    }

    NamedTree build() {
        const int n = static_cast<int>(m_labels.size());
        // Leaves that are named 0 … n−1 are numbered so.
        std::vector<int> number(m_labels.size());
        bool numbered = true;
        for (std::size_t k = 0; k < m_labels.size(); ++k) {
            const std::string &name = m_labels[k];
            const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number[k]);
            numbered = numbered && problem == std::errc() && end == name.data() + name.size() &&
                       number[k] >= 0 && number[k] < n && std::to_string(number[k]) == name;
        }
        if (numbered) {
            for (int k = 0; k < n; ++k)
                m_labels[static_cast<std::size_t>(k)] = std::to_string(k);
        }
        auto nodeOf = [&](int part) {
            if (part < 0)
                return n - 1 - part;
            return numbered ? number[static_cast<std::size_t>(part)] : part;
        };
        for (Merge &merge : m_merges)
            merge = {nodeOf(merge.first), nodeOf(merge.second), merge.height};
        return {Tree(n, m_merges), std::move(m_labels)};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_labels;
    std::set<std::string> m_names;
    std::vector<Merge> m_merges;
};

} // namespace

std::string toNewick(const Tree &tree) {
    std::vector<std::string> labels;
    for (int leaf = 0; leaf < tree.leafCount(); ++leaf)
        labels.push_back(std::to_string(leaf));
    return toNewick(tree, labels);
}

std::string toNewick(const Tree &tree, std::span<const std::string> labels, bool heights) {
    if (labels.size() != static_cast<std::size_t>(tree.leafCount()))
        throw Error("cannot write the tree", "there are not as many names as leaves", "name every leaf");
    if (labels.empty())
        return {};
    std::string text;
    // A node is met twice: on the way down, and (written as −1−node) when all below it has been written.
    std::vector<int> waiting{tree.root()};
    auto close = [&](int index) {
        const Tree::Node &node = tree.node(index);
        if (heights && node.parent >= 0) {
            char digits[32];
            const double branch = tree.node(node.parent).height - node.height;
            const auto end = std::to_chars(std::begin(digits), std::end(digits), branch).ptr;
            text += ':' + std::string(digits, end);
        }
        if (node.parent >= 0)
            text += tree.node(node.parent).left == index ? ',' : ')';
    };
    while (!waiting.empty()) {
        const int next = waiting.back();
        waiting.pop_back();
        if (next < 0) {
            close(-1 - next);
        } else if (tree.isLeaf(next)) {
            text += quoted(labels[static_cast<std::size_t>(next)]);
            close(next);
        } else {
            text += '(';
            waiting.insert(waiting.end(), {-1 - next, tree.node(next).right, tree.node(next).left});
        }
    }
    return text;
}

NamedTree treeFromNewick(std::string_view text) {
    return Reader(text).read();
}

} // namespace quincunx
