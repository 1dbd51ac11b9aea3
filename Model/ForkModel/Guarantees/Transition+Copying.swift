public import Architecture
import CapabilityModel
import ExactIntegers

extension Transition {
  /// The violations of what a step may copy that makes no system call and touches so many pages.
  ///
  /// Rule ``fork.fault.one``: A fault copies exactly one frame: an access gives its process a new frame for each page
  /// that it touches at most, and no other page of the process changes the frame it shows.
  public func violationsOfSingleCopy(pagesTouched: Int) -> [Violation] {
    guard let old = before.processes[actor].map(before.owner), let process = after.processes[actor], !process.isZombie
    else { return [] }
    let new = after.owner(of: process)
    let moved = old.mappings.keys.filter { old.mappings[$0]?.frame != new.mappings[$0]?.frame }.sorted()
    let copies = after.frames.count - before.frames.count
    if moved.count <= pagesTouched, copies <= moved.count { return [] }
    return [
      Violation(
        rule: "fork.fault.one", guarantee: "A fault copies exactly one frame.",
        finding:
          "A step of \(actor) touches \(pagesTouched) pages, but \(copies) frames are new, and pages \(moved) show others."
      )
    ]
  }

  /// The violations of what a fork that has succeeded makes of the image.
  ///
  /// Rule ``fork.child.image``: The child has the pointers of its parent, in registers and memory, each moved by the
  /// distance of the regions. So their order, which of them are equal, and their addresses modulo 2^(k+2) are the same.
  public func violationsOfCopying(to child: ProcessName) -> [Violation] {
    guard let parent = before.processes[actor], let copy = after.processes[child] else { return [] }
    let moved = before.effectivePointers(of: parent, in: copy.region)
    let present = after.effectivePointers(of: child)
    let offsets = Set(moved.keys).union(present.keys).sorted().filter { moved[$0] != present[$0] }
    let registers = copy.registers.keys.sorted().filter { name in
      guard let original = parent.registers[name], original.tag, let new = copy.registers[name] else { return false }
      return !before.kernelEntries.contains(original)
        && new != original.relocated(from: parent.region, to: copy.region)
    }
    return (offsets.map { "at offset \($0)" } + registers.map { "in \($0)" }).map {
      Violation(
        rule: "fork.child.image", guarantee: "The child has the pointers of its parent, moved to its own region.",
        finding: "After a fork by \(actor), \(child) has another pointer \($0) than \(actor) had.")
    }
  }
}
