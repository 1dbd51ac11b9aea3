/// The deliberate mistakes that can be switched on by name, to show that the properties catch them.
///
/// Cold paths ask a ``MutationSet`` at run time. Hot paths are generic over a set of mutations and specialised twice
/// inside this module, so that the ordinary build pays nothing.
public enum Mutation: UInt8, CaseIterable, Sendable {
  /// Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.
  case relocationEdgeExclusive
  /// A grandchild's fault maps its own frame without the contents.
  case grandchildFaultSkipsCopy
  /// Making a page writable again for a process that is itself a child turns off its capability-load fault.
  case loadBarrierDropped

  // The machine.

  /// A load or store does not ask whether its authority is tagged.
  case accessIgnoresTag
  /// A load or store does not ask whether its authority is sealed.
  case accessIgnoresSeal
  /// A load does not ask for the permission to load.
  case loadIgnoresPermission
  /// A store does not ask for the permission to store.
  case storeIgnoresPermission
  /// A store of a tagged capability does not ask for the permission to store capabilities.
  case storeIgnoresCapabilityPermission
  /// A store of a capability that is not global does not ask for the permission to store local ones.
  case storeIgnoresLocalPermission
  /// An access may end one byte after the top of its authority.
  case accessEndsBeyondTop
  /// The bounds of an authority are checked before its permissions.
  case boundsBeforePermissions
  /// The alignment of a capability load is checked before its authority.
  case alignmentBeforeAuthority
  /// A store of data leaves the tag of its granule set.
  case dataStoreKeepsTag
  /// Of a store of data across two granules only the first loses its tag.
  case dataStoreKeepsSecondTag
  /// A load through an authority without LoadCap keeps the tag of what it loads.
  case loadKeepsTagWithoutPermission
  /// A load from a page with the policy *strip* keeps the tag of what it loads.
  case stripPolicyKeepsTag
  /// A load of a tagged capability from a page with the policy *fault* does not fault.
  case faultPolicyIgnored
  /// A load of an untagged value from a page with the policy *fault* faults too.
  case faultPolicyIgnoresTag
  /// A tagged capability can be stored to a page that takes none.
  case storePolicyIgnored
  /// The kernel's order to forget the translation of a page is not followed.
  case translationNotFlushed
  /// Translated code is executed after a store has changed it.
  case staleBlockAfterStore
  /// A store-conditional succeeds without a reservation.
  case conditionalIgnoresReservation
  /// A trap does not end a reservation.
  case reservationSurvivesTrap
  /// A store by another hart does not end a reservation.
  case reservationSurvivesOtherHart
  /// A capability jump links with an unsealed capability.
  case linkUnsealed
  /// A capability jump does not ask for the permission to execute.
  case jumpIgnoresExecutePermission
  /// A capability jump goes through any sealed capability as through a sealed entry.
  case jumpThroughAnySeal
  /// `cinvoke` does not compare the object types of code and data.
  case invokeIgnoresType
  /// A kernel entry is reached by any jump to its address.
  case kernelEntryWithoutSeal
  /// Special capability registers are accessed without the permission to access system registers.
  case systemRegistersUnguarded
  /// The value of a capability exception does not tell the register.
  case trapValueForgetsRegister
  /// Moving an address out of the representable space keeps the tag.
  case moveKeepsTag
  /// A load of a word is not sign-extended.
  case wordLoadUnsigned
  /// The quotient by 0 is 0.
  case quotientByZeroIsZero
  /// An atomic operation results in the new value.
  case atomicReturnsNewValue
  /// The last instruction of a budget is executed together with the one after it.
  case budgetExceededByOne

  // The kernel's: authority.

  /// The ambient data capability is never narrowed: integers become pointers to anything.
  case defaultDataCapabilityUnrestricted
  /// Taking the permission to access system registers away clears the bit beside it instead.
  case wrongPermissionBitRemoved
  /// The child's thread pointer is derived from an unbounded capability.
  case threadPointerUnbounded
  /// Start-up leaves an unsealed capability of the kernel in the program's memory.
  case kernelCapabilityLeftInImage
  /// The kernel runs on the caller's stack while it forks, and leaves a capability of its own there.
  case kernelSpillsOnUserStack

  // The kernel's: fork and lazy copying.

  /// A fork by a process that is itself a child maps the frames of that process's parent.
  case grandchildMapsGrandparent
  /// A write by a process that has grandchildren goes into the shared frame.
  case grandparentWriteLeaks
  /// The sharers of a frame are counted by the process's slot modulo 4, so that some of them are not counted.
  case referenceIndexCollides
  /// The distance between two regions is added even if the child lies below the frame's home.
  case relocationDistanceUnsigned
  /// Exit leaves the record of who shares with whom; a later write of the old parent overwrites the region's new owner.
  case staleChildRecord
  /// A page is made accessible before its contents are there.
  case mappedBeforeCopied
  /// A fault for want of a permission makes the page writable, read-only pages included.
  case faultGrantsWrite
  /// Pages that were copied eagerly are overwritten when the page table is copied.
  case eagerCopyDiscarded
  /// One child's fault copies the page for its siblings as well.
  case siblingCopiedEarly
  /// The last process that maps a frame gets it as it is, without relocation.
  case lastSharerKeepsUnrelocated
  /// A region is used again although frames whose home it is are still mapped.
  case parentExitFreesHome
  /// After a frame was given another home, its other sharers relocate it by the old distance.
  case rehomeForgetsDistance
  /// An eagerly copied page keeps its old home, so that the next fault relocates it again.
  case eagerPageRelocatedTwice
  /// Fork takes write permission away in the page table, but not in the translation lookaside buffers.
  case tlbStaleAfterFork
  /// A fault that changes a page of a shared leaf changes it for a relative as well.
  case sharedLeafWritten
  /// A shared mapping becomes private at fork.
  case sharedMappingCopied
  /// The child's alias of a shared mapping lets capabilities through.
  case sharedMemoryKeepsTags

  // The kernel's: processes.

  /// A refused access is reported, but does not end the process.
  case faultNeverKills
  /// An exit status of 1 is reported as death by signal 1.
  case waitStatusUnshifted
  /// Waiting without children is no error.
  case waitNeverBlocks
  /// The children of a dead parent are adopted by whoever gets its slot in the process table.
  case orphansNotReparented
  /// A process can reap a child that is not its own.
  case zombieReapedByStranger
  /// A freed frame keeps its bytes and tags for the next owner.
  case regionNotScrubbed
  /// A fork for which no region is left takes one that is in use.
  case slotExhaustionUnchecked
  /// A fork that fails has write-protected the parent's pages already.
  case forkFailureHalfDone
  /// Fork does not count the child's descriptors; the child's close frees the parent's file.
  case childCloseFreesParentFile
  /// Exit leaves descriptors open: a pipe never reports its end.
  case exitKeepsDescriptors
  /// Changing the protection of a page that owes a copy makes it plainly accessible.
  case mprotectLiftsBarrier

  /// The mutation of a name such as `relocation-edge-exclusive`; `nil` if there is none.
  public init?(name: String) {
    guard let mutation = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mutation
  }

  /// The name by which it is switched on: that of the case, with hyphens.
  public var name: String {
    "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)"
    }
  }
}
