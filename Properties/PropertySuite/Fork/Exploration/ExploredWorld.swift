package import Architecture
import SystemsUnderTest

/// A world so small that every program up to some depth can be tried in it: a few pages of which programs use four
/// granules each, and three processes.
package struct ExploredWorld: Codable, Hashable, Sendable {
  /// What the world is good for.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// Text, global offset table, data and heap; a region for everybody.
    case family
    /// The same with two regions, so that the third process needs one that was used before.
    case reuse
    /// The same with frames for two processes, so that forks fail.
    case scarce
    /// A read-only page and a shared one in the place of data.
    case mappings
    /// One page of data and one granule, so that long histories of a family can be tried.
    case lineage
    /// The same with a second thread, which acts while the kernel serves a fault of the first.
    case threads
  }

  /// How many processes there are at a time, zombies included.
  static let processes: UInt8 = 3
  /// The granules of a page that programs use: the first two and the last two.
  static let granules = [0, 255, 1, 254]

  /// What it is good for.
  package let kind: Kind
  /// The strategy of all forks; `nil` leaves the choice to each of them.
  package let strategy: ForkStrategy?

  /// Makes a world.
  package init(_ kind: Kind, strategy: ForkStrategy?) {
    self.kind = kind
    self.strategy = strategy
  }

  /// The world as programs start it.
  package var start: ForkWorld {
    ForkWorld(
      regionSizeLog2: kind == .mappings ? 15 : 14, segments: segments.map { .init($0, pages: 1) },
      strategy: strategy ?? .copyOnPointerAccess,
      frames: kind == .scarce ? 7 : 16, regions: kind == .reuse ? 2 : Int(Self.processes))
  }

  private var segments: [SegmentKind] {
    switch kind {
    case .family, .reuse, .scarce: [.text, .globalOffsetTable, .data, .heap]
    case .mappings: [.text, .globalOffsetTable, .readOnlyData, .sharedMapping, .heap]
    case .lineage, .threads: [.text, .data]
    }
  }

  /// How much deeper than the others the world can be explored.
  package var extraDepth: Int { kind == .lineage ? 3 : 0 }

  /// The pages in reach of register 0, counted from its base.
  private var pages: Range<Int> { 0..<segments.count - 1 }
  /// Which page of the region the base of register 0 is.
  static let firstPage = 1
  /// Which page of the region all processes share.
  var sharedPage: Int? { segments.firstIndex(of: .sharedMapping) }
  /// Two pages of the same kind: as long as nothing tells them apart, only the first is used.
  var falseLaws: (first: Int, second: Int)? { segments.count == 4 ? (2, 3) : nil }

  /// The name in reports.
  package var name: String { "\(kind.rawValue), \(strategy?.text ?? "mixed strategies")" }
}

extension ExploredWorld {
  /// Something that a process can do: an action, and the granule that it touches.
  struct Choice {
    let action: ForkAction
    /// The page of the region, and the position among ``ExploredWorld/granules``.
    var place: (page: Int, position: Int)?
    /// Whether it is a fork, of which the child's name is left open.
    var isFork = false
    /// The strategy of a fork that names one.
    var strategy: ForkStrategy?
    /// What the second thread does at the same time, and at which preemption point.
    var meanwhile: (point: UInt8, action: ForkAction)?
  }

  /// Everything that a process can do. A fork's child is named when it is made.
  var choices: [Choice] {
    let hasOneGranule = kind == .lineage || kind == .threads
    let positions = hasOneGranule ? 0..<1 : Self.granules.indices
    let alone = pages.flatMap { page in positions.flatMap { accesses(page: page, position: $0) } }
    return alone + (hasOneGranule ? [] : pointers) + calls + (kind == .threads ? threads(alone) : [])
  }

  /// A second thread, and what it can do while the kernel serves a fault of the first: at three points before the page
  /// can be used, and at the one after.
  private func threads(_ accesses: [Choice]) -> [Choice] {
    let meanwhile: [ForkAction] = [
      .load(.byte, through: 0, offset: 0), .store(.byte, value: 2, through: 0, offset: 0),
      .loadPointer(into: 3, through: 0, offset: 0),
    ]
    let concurrent = accesses.flatMap { access in
      meanwhile.flatMap { action in
        (0..<4).map { Choice(action: access.action, place: access.place, meanwhile: ($0, action)) }
      }
    }
    return [Choice(action: .createThread(thread: 1))] + concurrent
  }

  private func accesses(page: Int, position: Int) -> [Choice] {
    let offset = Int32(page * 4096 + Self.granules[position] * 16)
    let actions: [ForkAction] = [
      .store(.double, value: 1, through: 0, offset: offset), .load(.double, through: 0, offset: offset),
      .storePointer(0, through: 0, offset: offset), .storePointer(2, through: 0, offset: offset),
      .loadPointer(into: 2, through: 0, offset: offset),
    ]
    return actions.map { Choice(action: $0, place: (page + Self.firstPage, position)) }
  }

  /// Pointers at both edges of what a process has, and an entry to its code.
  private var pointers: [Choice] {
    let length = Int64(pages.count * 4096)
    let actions: [ForkAction] = [
      .narrow(into: 2, from: 0, length: 16), .derive(into: 2, from: 0, increment: length),
      .narrow(into: 2, from: 2, length: 0), .sealEntry(into: 2, from: 1),
    ]
    return actions.map { Choice(action: $0) }
  }

  private var calls: [Choice] {
    let forks: [ForkStrategy?] = strategy == nil ? ForkStrategy.allCases : [nil]
    return [Choice(action: .exit(status: 1)), Choice(action: .wait)]
      + forks.map { Choice(action: .fork(child: 0, strategy: $0), isFork: true, strategy: $0) }
  }
}
