extension Shrinker {
  /// Leaves out runs of neighbouring list elements, long runs first, from the last element to the first.
  mutating func deleteElements() async {
    var chunk = max(1, longestListLength)
    while chunk >= 1, !isExhausted {
      var group = 0
      while group < lists.count, !isExhausted {
        var end = lists[group].count
        while end > 0, group < lists.count, !isExhausted {
          let list = lists[group]
          end = min(end, list.count)
          let start = max(0, end - chunk)
          guard start < end else { break }
          _ = await consider(values.removing([list[start].start..<list[end - 1].end]))
          end = start
        }
        group += 1
      }
      chunk /= 2
    }
  }

  /// Leaves out two elements of a list that are not neighbours, such as an open and its close.
  mutating func deletePairsOfElements() async {
    for group in lists.indices where lists[group].count <= 40 {
      var second = lists[group].count - 1
      while second > 0, group < lists.count {
        var first = second - 1
        while first >= 0 {
          guard group < lists.count, second < lists[group].count else { break }
          let list = lists[group]
          if await consider(
            values.removing([list[first].start..<list[first].end, list[second].start..<list[second].end]))
          {
            second = min(second, lists[group].count - 1)
          }
          first = min(first, second) - 1
        }
        second -= 1
      }
    }
  }

  /// Puts neighbouring elements of a list into the order in which the simpler one comes first.
  mutating func sortElements() async {
    for group in lists.indices {
      var position = 0
      while group < lists.count, position + 1 < lists[group].count, !isExhausted {
        let (left, right) = (lists[group][position], lists[group][position + 1])
        let old = values
        let exchanged =
          old[..<left.start] + old[right.start..<right.end] + old[left.start..<left.end] + old[right.end...]
        let isKept = await consider(Array(exchanged))
        position = isKept && position > 0 ? position - 1 : position + 1
      }
    }
  }

  /// The elements of each list in the best counterexample, outer lists first, without the ends of lists.
  private var lists: [[Span]] {
    var lists: [[Span]] = []
    var open: [Int: Int] = [:]
    for span in best.spans {
      // A span of smaller depth ends all lists within the element before it.
      open = open.filter { $0.key <= span.depth }
      guard span.isElement else {
        open[span.depth] = nil
        continue
      }
      let isEnd = span.end == span.start + 1 && best.choices[span.start].value == 0
      if let list = open[span.depth], lists[list].last?.end == span.start {
        if !isEnd { lists[list].append(span) }
      } else {
        open[span.depth] = lists.count
        lists.append(isEnd ? [] : [span])
      }
      if isEnd { open[span.depth] = nil }
    }
    return lists.filter { !$0.isEmpty }.sorted { ($0.first?.depth ?? 0) < ($1.first?.depth ?? 0) }
  }

  private var longestListLength: Int { lists.map(\.count).max() ?? 0 }
}

extension [UInt64] {
  /// The numbers without those at the positions in some ranges, which must be in order.
  fileprivate func removing(_ ranges: [Range<Int>]) -> [UInt64] {
    var rest = self
    for range in ranges.reversed() { rest.removeSubrange(range) }
    return rest
  }
}
