/// The mistakes that were met in a public research prototype of fork in a single address space, and more of the same kinds,
/// each by its mutant.
enum PrototypeMistakes {
  /// The mutants, by what they are mistakes in.
  static let groups: [(title: String, mutants: [String])] = [
    (
      "Authority",
      [
        "default-data-capability-unrestricted", "wrong-permission-bit-removed", "relocation-restores-permissions",
        "relocation-widens-bounds", "relocation-unseals", "relocation-narrows-from-address",
        "relocation-tests-address-only", "relocation-edge-exclusive", "thread-pointer-unbounded",
        "kernel-capability-left-in-image", "kernel-spills-on-user-stack", "pipe-copies-tags",
      ]
    ),
    (
      "Fork and lazy copying",
      [
        "grandchild-maps-grandparent", "grandchild-fault-skips-copy", "grandparent-write-leaks", "load-barrier-dropped",
        "reference-index-collides", "relocation-distance-unsigned", "stale-child-record", "mapped-before-copied",
        "fault-grants-write", "eager-copy-discarded", "sibling-copied-early",
      ]
    ),
    (
      "Kernel and POSIX",
      [
        "fault-never-kills", "child-close-frees-parent-file", "file-offset-per-process", "wait-status-unshifted",
        "wait-never-blocks", "orphans-not-reparented", "zombie-reaped-by-stranger", "exit-keeps-descriptors",
        "region-not-scrubbed", "slot-exhaustion-unchecked", "fork-failure-half-done", "copyin-reads-twice",
        "copyout-writes-inputs", "copyout-full-length", "vector-io-first-only", "argument-size-unchecked",
      ]
    ),
    (
      "More of the same kinds, not seen there but one slip away",
      [
        "last-sharer-keeps-unrelocated", "parent-exit-frees-origin", "origin-change-forgets-distance",
        "copyin-bypasses-load-barrier", "copyout-bypasses-unshare", "signal-handler-not-relocated",
        "sigreturn-trusts-frame", "mprotect-lifts-barrier", "eager-page-relocated-twice", "loadtags-skips-barrier",
        "amoswap-skips-load-barrier", "reservation-survives-fork", "tlb-stale-after-fork", "shared-leaf-written",
        "shared-mapping-copied", "shared-memory-keeps-tags", "zero-length-at-end-cleared",
        "kernel-return-sentry-kept", "pending-signals-inherited", "region-too-small-for-format",
      ]
    ),
  ]
}
