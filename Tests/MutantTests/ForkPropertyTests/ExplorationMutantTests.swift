import Architecture
import PropertySuite
import Testing

/// What exploration alone notices.
@Suite struct ExplorationMutantTests {
  @Test func `The first difference is a shortest one`() throws {
    MutantSwitch.switchOn("last-sharer-keeps-unrelocated")
    defer { MutantSwitch.switchOn(nil) }
    var exploration = try ExplorationTests().exploration(of: ExploredWorld(.family, strategy: .copyOnPointerAccess))
    #expect(
      try exploration.run(toDepth: 2) { _ in
        true
      } whileTrue: { _ in
        true
      })
    let finding = try #require(throws: Exploration.Finding.self) {
      try exploration.run(toDepth: 3) { _ in
        true
      } whileTrue: { _ in
        true
      }
    }
    #expect(finding.program.steps.count == 3)
  }

  @Test(arguments: [
    Notice("eager-copy-discarded", .family, .copy, 1), Notice("eager-page-relocated-twice", .family, .copy, 2),
    Notice("fault-grants-write", .mappings, .copy, 1), Notice("shared-memory-keeps-tags", .mappings, .copy, 1),
    Notice("shared-mapping-copied", .mappings, .copy, 3), Notice("grandchild-maps-grandparent", .lineage, .copy, 2),
    Notice("reference-index-collides", .lineage, .copy, 2), Notice("relocation-distance-unsigned", .lineage, .copy, 3),
    Notice("shared-leaf-written", .family, .copyOnAccess, 2), Notice("sibling-copied-early", .family, .copyOnAccess, 3),
    Notice("load-barrier-dropped", .lineage, .copyOnAccess, 2),
    Notice("grandparent-write-leaks", .lineage, .copyOnAccess, 3),
    Notice("last-sharer-keeps-unrelocated", .lineage, .copyOnAccess, 3),
    Notice("tlb-stale-after-fork", .lineage, .copyOnAccess, 3),
    Notice("parent-exit-frees-origin", .lineage, .copyOnAccess, 4),
    Notice("grandchild-fault-skips-copy", .lineage, .copyOnAccess, 4),
    Notice("stale-child-record", .lineage, .copyOnAccess, 7),
    Notice("origin-change-forgets-distance", .lineage, nil, 6),
    Notice("mapped-before-copied", .threads, .copyOnAccess, 4),
  ])
  func `Exploration alone notices a mistake of lazy copying`(notice: Notice) throws {
    MutantSwitch.switchOn(notice.mutant)
    defer { MutantSwitch.switchOn(nil) }
    var exploration = try ExplorationTests().exploration(
      of: ExploredWorld(notice.world, strategy: notice.strategy))
    #expect(throws: Exploration.Finding.self) {
      try exploration.run(toDepth: notice.steps) { _ in
        true
      } whileTrue: { _ in
        true
      }
    }
  }
}

/// A mistake, and how many steps programs have that show it.
struct Notice {
  let mutant: String
  let world: ExploredWorld.Kind
  let strategy: ForkStrategy?
  let steps: Int

  init(_ mutant: String, _ world: ExploredWorld.Kind, _ strategy: ForkStrategy?, _ steps: Int) {
    self.mutant = mutant
    self.world = world
    self.strategy = strategy
    self.steps = steps
  }
}
