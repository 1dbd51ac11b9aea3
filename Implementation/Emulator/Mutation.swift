/// The deliberate mistakes that can be switched on by name, to show that the properties catch them.
///
/// Cold paths ask a ``MutationSet`` at run time. Hot paths are generic over a set of mutations and specialised twice
/// inside this module, so that the ordinary build pays nothing.
public enum Mutation: UInt8, CaseIterable, Sendable {
  // MARK: Capabilities

  /// The length is decoded without the carry out of the stored bits of T: breaks ``cap.decode.top``.
  case decodeLengthCarryDropped
  /// The length of a capability with an internal exponent lacks its highest bit: breaks ``cap.decode.top``.
  case decodeInternalLengthForgotten
  /// The greatest exponent counts as the one below it: breaks ``cap.decode.bounds``.
  case decodeExponentClampedLow
  /// The bits of B that hold the exponent are not taken as 0: breaks ``cap.decode.exponent``.
  case decodeExponentBitsKept
  /// The representable space starts at the eighth of the base, not one below: breaks ``cap.decode.space``.
  case decodeSpaceStartsAtBase
  /// Base is taken to be in the block of the address: breaks ``cap.decode.correction``.
  case decodeBlockUncorrected
  /// The highest bit of top is left as computed: breaks ``cap.decode.wrap``.
  case decodeTopUncorrected
  /// The highest bit of top is corrected for the two greatest exponents, too: breaks ``cap.decode.wrap``.
  case decodeTopAlwaysCorrected
  /// Top is rounded down: breaks ``cap.setBounds.rounding``.
  case setBoundsTopTruncated
  /// Base is rounded up: breaks ``cap.setBounds.rounding``.
  case setBoundsBaseRoundedUp
  /// A length that rounding made too long keeps its exponent: breaks ``cap.setBounds.rounding``.
  case setBoundsExponentNotGrown
  /// The exponent is one more than the least that will do: breaks ``cap.setBounds.exponent``.
  case setBoundsExponentTooLarge
  /// Rounded bounds are reported as exact: breaks ``cap.setBounds.rounding``.
  case setBoundsAlwaysExact
  /// Only the base is looked at to say whether bounds are exact: breaks ``cap.setBounds.rounding``.
  case setBoundsExactIgnoresTop
  /// Exact bounds that had to be rounded keep the tag: breaks ``cap.setBoundsExact``.
  case setBoundsExactKeepsTag
  /// Bounds outside of the present ones keep the tag: breaks ``cap.setBounds.tag``.
  case setBoundsWidens
  /// The rounded bounds, not those asked for, must lie within the present ones: breaks ``cap.setBounds.tag``.
  case setBoundsChecksRounded
  /// A sealed capability keeps its tag when its bounds are set: breaks ``cap.setBounds.tag``.
  case setBoundsUnseals
  /// A top beyond the end of the address space wraps around: breaks ``cap.setBounds``.
  case setBoundsTopWraps
  /// An address at which the bounds mean something else keeps the tag: breaks ``cap.setAddress``.
  case setAddressUnchecked
  /// An address out of bounds loses the tag although it is representable: breaks ``cap.setAddress``.
  case setAddressInBoundsOnly
  /// A sealed capability can be moved: breaks ``cap.setAddress``.
  case setAddressOfSealed
  /// A sealed capability can be incremented: breaks ``cap.incrementOffset``.
  case incrementOfSealed
  /// Increments are checked precisely where the format has the fast check: breaks ``cap.representable.fast``.
  case incrementCheckedPrecisely
  /// An increment out of the representable space keeps the tag: breaks ``cap.incrementOffset``.
  case incrementUnchecked
  /// A negative increment counts as a very large one: breaks ``cap.representable.fast``.
  case decrementRejected
  /// An offset is counted from the address, not from the base: breaks ``cap.setOffset``.
  case setOffsetFromAddress
  /// Permissions that the mask names are added: breaks ``cap.andPermissions``.
  case permissionsAdded
  /// The mask's bit for one permission removes its neighbour: breaks ``cap.andPermissions``.
  case permissionBitsSwapped
  /// Permissions stay although those they need are gone: breaks ``cap.permissions.legal``.
  case illegalPermissionsKept
  /// A sealed capability keeps its tag when its permissions change: breaks ``cap.andPermissions``.
  case permissionsOfSealed
  /// A sealed capability keeps its tag when its flags change: breaks ``cap.setFlags``.
  case flagsOfSealed
  /// Any capability is an authority to seal: breaks ``cap.seal.authority``.
  case sealWithoutPermission
  /// A reserved object type can be sealed with: breaks ``cap.seal.authority``.
  case sealWithReservedType
  /// The top of a sealing authority counts as one of its object types: breaks ``cap.seal.authority``.
  case sealAtTop
  /// A sealed capability can be sealed anew: breaks ``cap.seal``.
  case sealReseals
  /// The object type is not compared when unsealing: breaks ``cap.unseal``.
  case unsealAnyType
  /// The permission to seal is taken for the one to unseal: breaks ``cap.unseal``.
  case unsealWithSealPermission
  /// Unsealing by an authority that is not global leaves the capability global: breaks ``cap.unseal``.
  case unsealKeepsGlobal
  /// A sealed capability can be sealed as an entry: breaks ``cap.sealEntry``.
  case sealEntryReseals
  /// An authority out of its bounds clears the tag: breaks ``cap.conditionalSeal``.
  case conditionalSealInsists
  /// A built capability can have permissions that its authority has not: breaks ``cap.buildCapability.failure``.
  case buildIgnoresPermissions
  /// A built capability can reach beyond its authority: breaks ``cap.buildCapability.failure``.
  case buildIgnoresBounds
  /// A sealed capability is an authority to build: breaks ``cap.buildCapability.failure``.
  case buildFromSealed
  /// Bits that no derivation yields are tagged: breaks ``cap.buildCapability``.
  case buildAcceptsAnyBits
  /// A built capability keeps an object type that needs an authority: breaks ``cap.buildCapability``.
  case buildKeepsType
  /// A reserved object type is copied with the tag: breaks ``cap.copyType``.
  case copyTypeOfReserved
  /// An untagged capability can be a subset of a tagged one: breaks ``cap.testSubset``.
  case subsetIgnoresTag
  /// Permissions are not compared: breaks ``cap.testSubset``.
  case subsetIgnoresPermissions
  /// Tags are not compared: breaks ``cap.setEqualExact``.
  case equalIgnoresTag
  /// New metadata keeps the tag: breaks ``cap.setHigh``.
  case setHighKeepsTag
  /// The length is rounded down: breaks ``cap.representableLength``.
  case representableLengthTruncated
  /// The mask leaves one bit too many: breaks ``cap.representableLength.mask``.
  case representableMaskTooWide

  // MARK: Relocation

  /// Relocation compares strictly at both ends of the origin region: the first byte and one past the end are missed:
  /// breaks ``cap.relocate.inside``.
  case relocationEdgeExclusive
  /// Only the address is compared with the origin region: breaks ``cap.relocate.outside``.
  case relocationTestsAddressOnly
  /// A relocated capability gets the bounds of the whole region: breaks ``cap.relocate.inside``.
  case relocationWidensBounds
  /// A relocated capability gets every permission: breaks ``cap.relocate.inside``.
  case relocationRestoresPermissions
  /// A sealed entry comes out of relocation unsealed: breaks ``cap.relocate.inside``.
  case relocationUnseals
  /// Bounds are rebuilt from the address, so that interior pointers shift: breaks ``cap.relocate.inside``.
  case relocationNarrowsFromAddress
  /// Whatever is sealed as an entry counts as an entry into the kernel: breaks ``cap.relocate.outside``.
  case kernelReturnSentryKept
  /// What lies outside of the origin region keeps its tag: breaks ``cap.relocate.outside``.
  case relocationKeepsStrays
  /// Untagged words are moved as well: breaks ``cap.relocate.data``.
  case relocationMovesData
  /// An empty capability at the end of its region counts as outside: breaks ``cap.relocate.inside``.
  case zeroLengthAtEndCleared
  /// A region can be smaller than the format allows, so that bounds mean something else after a move: breaks
  /// ``cap.relocate.size``.
  case regionTooSmallForFormat

  // MARK: The machine

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
  /// An atomic exchange does not ask for the policy of capability loads.
  case amoswapSkipsLoadBarrier
  /// A load of tags ignores the policy *fault*.
  case loadtagsSkipsBarrier
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

  // MARK: The kernel: authority

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

  // MARK: The kernel: fork and lazy copying

  /// A grandchild's fault maps its own frame without the contents.
  case grandchildFaultSkipsCopy
  /// Making a page writable again for a process that is itself a child turns off its capability-load fault.
  case loadBarrierDropped
  /// A fork by a process that is itself a child maps the frames of that process's parent.
  case grandchildMapsGrandparent
  /// A write by a process that has grandchildren goes into the shared frame.
  case grandparentWriteLeaks
  /// The sharers of a frame are counted by the process's slot modulo 4, so that some of them are not counted.
  case referenceIndexCollides
  /// The distance between two regions is added even if the child lies below the frame's origin.
  case relocationDistanceUnsigned
  /// Exit leaves the record of who shares with whom; a later write of the old parent overwrites the region's new owner.
  case staleChildRecord
  /// A page is made accessible before its contents are there: another thread sees it without them.
  case mappedBeforeCopied
  /// A fault for want of a permission makes the page writable, read-only pages included.
  case faultGrantsWrite
  /// Pages that were copied eagerly are overwritten when the page table is copied.
  case eagerCopyDiscarded
  /// One child's fault copies the page for its siblings as well.
  case siblingCopiedEarly
  /// The last process that maps a frame gets it as it is, without relocation.
  case lastSharerKeepsUnrelocated
  /// A region is used again although frames whose origin it is are still mapped.
  case parentExitFreesOrigin
  /// After a frame was given another origin, its other sharers relocate it by the old distance.
  case originChangeForgetsDistance
  /// An eagerly copied page keeps its old origin, so that the next fault relocates it again.
  case eagerPageRelocatedTwice
  /// Fork takes write permission away in the page table, but not in the translation lookaside buffers.
  case tlbStaleAfterFork
  /// A fault that changes a page of a shared leaf changes it for a relative as well.
  case sharedLeafWritten
  /// The parent's pages stay accessible to its other threads while fork copies them: the child has pages of two
  /// moments.
  case snapshotTorn
  /// A reservation of the parent's thread outlives a fork.
  case reservationSurvivesFork
  /// A shared mapping becomes private at fork.
  case sharedMappingCopied
  /// The child's alias of a shared mapping lets capabilities through.
  case sharedMemoryKeepsTags

  // MARK: The kernel: processes

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
  /// A fork that is refused a region keeps the frames that were reserved.
  case shortageKeepsReservation
  /// Fork does not count the child's descriptors; the child's close frees the parent's file.
  case childCloseFreesParentFile
  /// Exit leaves descriptors open: a pipe never reports its end.
  case exitKeepsDescriptors
  /// Changing the protection of a page with a copy pending makes it plainly accessible.
  case mprotectLiftsBarrier
  /// A child's descriptors have an offset of their own.
  case fileOffsetPerProcess
  /// The child starts with the signals that are pending for its parent.
  case pendingSignalsInherited
  /// The handlers of a child are those of its parent, in its parent's region.
  case signalHandlerNotRelocated
  /// What a signal frame holds is restored as capabilities, whether it is tagged or not.
  case sigreturnTrustsFrame

  // MARK: The kernel: what is passed by reference

  /// What a process passes by reference is checked, and read again when it is used: another thread can change it in
  /// between.
  case copyinReadsTwice
  /// An array of buffers in a page with relocation pending is read as it is, with pointers into the parent.
  case copyinBypassesLoadBarrier
  /// The length of a buffer is not compared with the bounds of its capability.
  case argumentSizeUnchecked
  /// What is read goes into the frame that the page shows, whoever else shows it.
  case copyoutBypassesUnshare
  /// What was written is stored back to where it came from.
  case copyoutWritesInputs
  /// A short read fills the whole buffer.
  case copyoutFullLength
  /// Of an array of buffers only the first is used.
  case vectorIoFirstOnly
  /// Whole granules go through pipes with their tags.
  case pipeCopiesTags

  // MARK: The kernel: objects and limits

  /// A shared memory object lets capabilities through to whoever maps it.
  case sharedObjectKeepsTags
  /// Who maps pages that a shared memory object has lost keeps them.
  case discardedPageStaysMapped
  /// A shared memory object that is shortened in the middle of a page keeps the bytes behind its end.
  case shortenedObjectKeepsBytes
  /// A shared memory object can be mapped for writing by a descriptor that is open for reading.
  case readOnlyObjectWritten
  /// Every message is sent with priority 0.
  case messagePriorityForgotten
  /// Poll does not tell the reader of a pipe that nobody writes to it any more.
  case pollForgetsHangUp
  /// A child of fork starts without the limits that its parent has set.
  case limitsNotInherited
  /// A write beyond the limit of file sizes fails, but no signal is sent.
  case fileSizeSignalForgotten
  /// To duplicate a descriptor onto itself takes its close-on-exec flag away.
  case selfDuplicateClearsFlag
  /// A short write to a pipe that is nearly full is split: what fits goes in, the rest waits.
  case shortPipeWriteSplit

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
