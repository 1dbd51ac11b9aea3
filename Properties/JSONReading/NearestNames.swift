/// Finds what somebody may have meant.
package enum NearestNames {
  /// The names most like a misspelt one, the likeliest first; few or none.
  package static func of(_ name: String, among names: [String], count: Int = 3) -> [String] {
    let scored = names.map { candidate -> (distance: Int, name: String) in
      let distance = editDistance(Array(name.lowercased().utf8), Array(candidate.lowercased().utf8))
      // Part of a name counts as near, however long the rest is.
      return (candidate.contains(name) ? min(distance, 1) : distance, candidate)
    }
    let limit = max(2, name.utf8.count / 2)
    let near = scored.filter { $0.distance <= limit }.sorted { $0 < $1 }
    let best = near.isEmpty && names.count <= 8 ? scored.sorted { $0 < $1 } : near
    return best.prefix(near.isEmpty ? 8 : count).map(\.name)
  }

  /// How many bytes must be inserted, removed or replaced to make one name of the other, or one more to make the
  /// beginning of the second.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    // The beginning of a longer name counts as near too.
    return min(row[right.count], 1 + (row.min() ?? 0))
  }
}
