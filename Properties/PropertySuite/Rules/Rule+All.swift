// Derived from the doc comments of the Model by `ufork document`.
// swift-format-ignore-file

extension Rule {
  /// Every rule of the specification, file by file.
  public static let all: [Rule] = [
    Rule(
      "cap.inspect.length",
      "The length is top - base; where a pattern that can't be tagged has its top below its base, the length is taken modulo twice the size of the address space.",
      file: "Model/CapabilityModel/Capability.swift"),
    Rule(
      "cap.inspect.offset",
      "The offset is address - base, modulo the size of the address space.",
      file: "Model/CapabilityModel/Capability.swift"),
    Rule(
      "cap.inspect.sealed",
      "A capability is sealed if its object type is any other than the unsealed one.",
      file: "Model/CapabilityModel/Capability.swift"),
    Rule(
      "cap.inspect.type",
      "Object types that can be sealed with are read as they are; the reserved ones too, but in cc128 they are negative numbers, modulo the size of an integer register.",
      file: "Model/CapabilityModel/Capability.swift"),
    Rule(
      "cap.decode.bounds",
      "The mantissas T and B, extended by the high bits of the address and multiplied by 2^E, are top and base. An exponent beyond the greatest counts as the greatest.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.top",
      "The two highest bits of T aren't stored. T is B plus the length: its lower bits are below B's if adding them carried, and the length's two highest bits are 01 with an internal exponent and 00 without.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.space",
      "The representable space of 2^(E + MW) addresses starts below the base: an eighth of the space below B, both rounded down to eighths (ISAv9, Morello), or exactly a quarter of the space below B (RV64Y).",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.correction",
      "A mantissa below the start of the space belongs to the next higher aligned block of 2^(E + MW) addresses. A bound is in the block of the address, one above or one below, as that differs between the two.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.wrap",
      "Where the space wraps around the end of the addresses, base and top could come out an address space apart. Then the highest bit of top is turned over. The two greatest exponents are exempt.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.malformed",
      "RV64Y decodes malformed bounds to nothing, at 0. Morello decodes every exponent beyond the greatest to the whole address space.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.malformed",
      "In RV64Y, an exponent below zero is malformed, and so are the greatest with a base that isn't 0, and the one below it with the highest bit of B. In Morello, an exponent beyond the greatest is, unless all its bits are set. In ISAv9 nothing is.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.decode.address",
      "Morello's bounds don't depend on the highest eight bits of the address, which carry flags: the bit below them is continued in their place.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.setBounds.exponent",
      "The exponent is the least with which the length has no more than MW - 1 bits. If it is 0 and the length has no more than MW - 2 bits, the exponent isn't stored and base and top are exact.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.setBounds.rounding",
      "With an internal exponent, base is rounded down and top is rounded up to multiples of 2^(E + 3), three bits of T and B being taken by the exponent. If that makes the length too long for E, the next exponent is taken. The bounds are exact if nothing was rounded.",
      file: "Model/CapabilityModel/Formats/Format+Bounds.swift"),
    Rule(
      "cap.null",
      "Null is all zeros in memory. It is untagged and unsealed, grants nothing, has the whole address space as its bounds and stands at address 0.",
      file: "Model/CapabilityModel/Formats/Format+Checks.swift"),
    Rule(
      "cap.decode.fields",
      "A capability in memory is its metadata word, exclusive-or the format's memory mask, and its address word. Every field is a range of bits of the metadata; bits of no field are kept.",
      file: "Model/CapabilityModel/Formats/Format+Words.swift"),
    Rule(
      "cap.decode.exponent",
      "With an internal exponent, E is the low bits of T followed by the low bits of B, and those bits of T and B count as 0. Otherwise E is 0.",
      file: "Model/CapabilityModel/Formats/Format+Words.swift"),
    Rule(
      "cap.root",
      "The root capability is tagged and unsealed, has every permission and no flag, and its bounds are the whole address space. It stands at address 0.",
      file: "Model/CapabilityModel/Formats/Format+Words.swift"),
    Rule(
      "cap.inspect.permissions",
      "Permissions are read where the instruction of the format shows them. In cc128 that is `CGetPerm`: 0 to 11, user permissions 15 to 18. In Morello it is the field as stored. In RV64Y it is `YPERMR` (W 0, LM 1, LG 2, SL 3, GL 4, C 5, software-defined ones 6 to 9, ASR 16, X 17, R 18), but without the bits that are always 1.",
      file: "Model/CapabilityModel/Formats/Format+Words.swift"),
    Rule(
      "cap.setAddress",
      "The address becomes the one given. The bounds are stored relative to it, so that they stay only where the new address can represent them; the tag is cleared if they don't stay, or if the capability is sealed.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.incrementOffset",
      "The increment is added to the address. The tag is cleared if the capability is sealed or the format's check for offsets fails.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.setOffset",
      "The address becomes base + offset. The tag is cleared if the capability is sealed or the format's check for offsets fails.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.fromPointer",
      "An integer pointer is an offset into the capability; the integer 0 is null.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.toPointer",
      "As an integer pointer, a capability is its distance from the base of another one, modulo the size of the address space; an untagged capability is 0.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.subtract",
      "The difference of two capabilities is that of their addresses, modulo the size of the address space.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.representable.precise",
      "A new address is representable if the stored bounds aren't malformed and mean the same bounds there as at the present address.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.representable.fast",
      "The fast check compares the increment, cut to the mantissa's bits, with the distance from the address up to the end of the representable space, or down to its start. Everything passes when the space is all addresses. The last unit of the space doesn't pass, since lower bits could carry out of it.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.representable.offset",
      "Moves relative to the present address or the base are checked fast in ISAv9 and Morello, precisely in RV64Y.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.representable.sign",
      "Where the bounds depend on only a part of the address (Morello), the sign of that part must not change, unless the exponent is so great that the bounds don't depend on the address.",
      file: "Model/CapabilityModel/Operations/Capability+Address.swift"),
    Rule(
      "cap.setBounds",
      "The bounds become those of `length` bytes from the address, rounded outwards where the format can't store them. The address stays.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.setBounds.tag",
      "The tag is cleared if the capability is sealed or malformed, or if the bounds asked for don't lie within its bounds.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.setBoundsExact",
      "As setting bounds, but the tag is also cleared if the bounds had to be rounded.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.setBounds.address",
      "Where the bounds depend on only a part of the address (Morello), new bounds start at that part, with its sign continued. A capability whose exponent is so great that its bounds don't depend on the address at all starts them at the whole address instead, and loses its tag if its new bounds would start elsewhere.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.representableLength.mask",
      "The mask has ones above the bits that a base must have clear so that bounds of about this length are exact: all ones without an internal exponent, else zeros below bit E + 3.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.representableLength",
      "The least length, at least as great as the one given, that is exact for a base aligned to the mask; modulo the size of the address space.",
      file: "Model/CapabilityModel/Operations/Capability+Bounds.swift"),
    Rule(
      "cap.buildCapability",
      "This capability, the authority, derives the one that the bits given describe, whatever their tag: unsealed, or sealed as an entry if they are. It does so by setting bounds, address, permissions and flags; the result is tagged if all its bits then are as asked.",
      file: "Model/CapabilityModel/Operations/Capability+Build.swift"),
    Rule(
      "cap.buildCapability.failure",
      "If the authority is untagged or sealed, if the bits ask for bounds or permissions beyond the authority's, or if no derivation yields them, the result is the bits untagged, and unsealed unless they are an entry.",
      file: "Model/CapabilityModel/Operations/Capability+Build.swift"),
    Rule(
      "cap.andPermissions",
      "Permissions that the mask doesn't name are removed; then those whose company is missing. Of a sealed capability, the tag is kept only where ``cap.andPermissions.sealed`` keeps it.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.andPermissions.sealed",
      "In ISAv9 and Morello, masking the permissions of a sealed capability clears its tag in any case. In RV64Y it does so only if a permission is lost, by the mask or for want of its company; Global is a label there, which may be cleared under a seal.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.setFlags",
      "The flags become the lowest bits given, or 0 where the permissions that they ask for are missing. The tag is cleared if the capability is sealed.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.clearTag",
      "The tag is cleared; nothing else changes.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.setHigh",
      "The metadata word becomes the one given, in the form of memory. The tag is cleared.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.testSubset",
      "Another capability is a subset of this one if both tags are alike, its base isn't below and its top not above this one's, and it has no permission that this one hasn't. Seals are ignored.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.setEqualExact",
      "Two capabilities are exactly equal if their tags and all bits of their words are.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.permissions.legal",
      "A permission that is legal only in the company of others is removed when they are missing, until none is left without its company. Flags that ask for permissions are 0 without them.",
      file: "Model/CapabilityModel/Operations/Capability+Fields.swift"),
    Rule(
      "cap.seal",
      "The object type becomes the address of the authority. The tag is cleared unless the authority may seal with that type and the capability is unsealed. The object type is written in any case.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.conditionalSeal",
      "Nothing changes if the authority is untagged, out of its bounds or at the address that reads as the unsealed type, or if the capability is sealed already, tagged or not. Else the object type becomes the address of the authority, and the tag is cleared unless the authority may seal with that type.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.unseal",
      "The object type becomes the unsealed one, and Global is removed unless the authority has it. The tag is cleared unless the capability is sealed with a type that isn't reserved, and the authority is tagged, unsealed, in bounds at that type and has Unseal.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.sealEntry",
      "The capability is sealed as an entry. The tag is cleared if it was sealed before.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.copyType",
      "The address becomes the object type of the other capability, as it is read. The tag is cleared if that type is reserved, if this capability is sealed, or if its bounds don't stay.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.seal.authority",
      "An unsealed capability with Seal may seal with its address as object type, if that is one and isn't reserved.",
      file: "Model/CapabilityModel/Operations/Capability+Sealing.swift"),
    Rule(
      "cap.relocate.size",
      "Between regions of less than 2^(MW - 2) bytes nothing is relocated: bounds in them could mean something else at another place. Whoever asks for it is refused.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "cap.relocate.data",
      "What isn't tagged is data, and stays as it is.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "cap.relocate.inside",
      "A tagged capability whose bounds lie inside the origin region moves: its address, base and top change by the distance between the regions; permissions, flags and seal stay.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "cap.relocate.outside",
      "Any other tagged capability loses its tag and stays as it is otherwise, or has its bounds clamped to the origin region first, as the policy says.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "cap.relocate.unrepresentable",
      "A capability that is malformed, or whose bounds can't be stored at the new place, loses its tag and stays as it is otherwise. This can't happen to derived capabilities if the regions stand at multiples of four times their size and are not too small.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "cap.relocate.clamp",
      "Clamped bounds are the part of the bounds that lies in the region, empty if they only touch it. Address, permissions, flags and seal stay. There are none if the bounds don't meet the region, aren't in order, or can't be stored exactly at the address; then the tag is cleared.",
      file: "Model/CapabilityModel/Operations/Relocation.swift"),
    Rule(
      "posix.signal.refusal",
      "An access that the pointer does not permit ends the process with SIGPROT, one that the page does not permit with SIGSEGV, a misaligned one or one to a discarded page with SIGBUS.",
      file: "Model/ForkModel/Access/AccessRefusal.swift"),
    Rule(
      "posix.access.address",
      "The address of an access is the address of the pointer plus the offset, modulo 2^64.",
      file: "Model/ForkModel/Access/MemoryAccess.swift"),
    Rule(
      "posix.access.order",
      "The checks are made in this order: tag, seal, permissions, bounds, alignment.",
      file: "Model/ForkModel/Access/MemoryAccess.swift"),
    Rule(
      "posix.access.permission",
      "A load needs the permission Load, a store the permission Store; to store a tagged pointer needs StoreCapability as well, and StoreLocalCapability if that pointer is not Global. To load a pointer without LoadCapability is no error: the tag is left behind.",
      file: "Model/ForkModel/Access/MemoryAccess.swift"),
    Rule(
      "posix.access.bounds",
      "All the bytes of an access lie within the bounds of its pointer.",
      file: "Model/ForkModel/Access/MemoryAccess.swift"),
    Rule(
      "posix.access.alignment",
      "Pointers are loaded from and stored to multiples of 16; data may lie anywhere.",
      file: "Model/ForkModel/Access/MemoryAccess.swift"),
    Rule(
      "posix.access.page",
      "When the pointer permits an access, each page that it touches must permit it, too: it must be mapped, and readable for a load, writable for a store. Nothing is mapped outside the region of the process.",
      file: "Model/ForkModel/Access/ProcessSystem+Access.swift"),
    Rule(
      "posix.wait.status",
      "A parent is told the exit status, which is a C `int`: the whole of it, or its low eight bits alone. POSIX lets `waitid` report the whole and `waitpid` eight bits of it; Linux keeps eight in every case.",
      file: "Model/ForkModel/Actions/Ending.swift"),
    Rule(
      "posix.shortage",
      "A call for which the kernel cannot get what it needs fails and has changed nothing: with EAGAIN or ENOMEM if it creates a process or a thread, with ENOMEM if it maps memory or starts an image, with ENFILE, ENOSPC or ENOMEM if it works on descriptors, files or message queues. No other call, and no access to memory, needs anything: what a lazy copy takes was reserved by the fork.",
      file: "Model/ForkModel/Actions/ProcessAction+Shortage.swift"),
    Rule(
      "posix.limit.infinity",
      "A limit of 2^63 - 1 or more is none, whatever number the kernel has for RLIM_INFINITY.",
      file: "Model/ForkModel/Actions/ResourceLimit.swift"),
    Rule(
      "posix.descriptor.fork",
      "A child of fork or vfork has the descriptors of its parent. They stand for the same open file descriptions, so an offset that the one moves has moved for the other; but what either opens or closes does not concern the other.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.start.descriptors",
      "The first process has descriptors 0, 1 and 2, for the console.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.descriptor.bad",
      "A call that names a descriptor which is not open fails with EBADF.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.descriptor.lowest",
      "A call that makes descriptors takes the lowest numbers that are free. If there are not as many below the limit, it fails with EMFILE.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.descriptor.closeOnExecute",
      "A descriptor that was opened so is closed in a process that starts an image, by execute or by spawn. All others stay open.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.duplicate",
      "dup makes another descriptor for the same open file description: the lowest that is free, or for dup2 the one that is given. It stays open when another image is started.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.duplicate.onto",
      "What dup2 is given is closed first, without an error if it stood for nothing. A number outside of the limit fails with EBADF. A duplicate of a descriptor onto itself changes nothing.",
      file: "Model/ForkModel/Files/Descriptors.swift"),
    Rule(
      "posix.open.name",
      "To open a name that is not there fails with ENOENT, unless O_CREAT creates it. With O_CREAT and O_EXCL, a name that is there fails with EEXIST.",
      file: "Model/ForkModel/Files/Directory.swift"),
    Rule(
      "posix.unlink",
      "unlink removes a name, or fails with ENOENT. The file lives on as long as it is open.",
      file: "Model/ForkModel/Files/Directory.swift"),
    Rule(
      "guarantee.bytesOnly.files",
      "Pipes and files carry bytes, and have no place for a tag.",
      file: "Model/ForkModel/Files/FileByte.swift"),
    Rule(
      "posix.write.pointerBytes",
      "Bytes of the metadata word of a pointer pass as they are. Those of its address word are undetermined from then on: nobody knows any more relative to what they were seen.",
      file: "Model/ForkModel/Files/FileByte.swift"),
    Rule(
      "posix.poll.file",
      "Of the console, a file and a shared memory object poll tells what it is asked: they never block.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll.reader",
      "Of the end of a pipe from which is read poll tells input if there are bytes, and always a hang-up if nobody can write any more. When there are neither bytes nor writers, it may tell input as well, since a read would not block.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll.writer",
      "Of the end of a pipe to which is written poll tells output if the pipe is empty. How much more it holds is not determined, so otherwise it may tell output or not.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll.broken",
      "If nobody can read from the pipe any more, poll always tells a hang-up or an error or both. It may tell output as well, but not beside a hang-up.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll",
      "poll tells of each descriptor what can be done with it now, of input and output what it is asked. It changes nothing.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll.invalid",
      "Of a descriptor that is not open it tells that, and of a negative number nothing.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.poll.limit",
      "poll may fail with EINVAL if it is asked about more descriptors than the process may have.",
      file: "Model/ForkModel/Files/OpenFiles+Poll.swift"),
    Rule(
      "posix.open",
      "Each call of open makes an open file description of its own, with the offset 0.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.open.truncate",
      "A file that is opened with O_TRUNC is empty from then on, for everybody who has it open.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.close.last",
      "An open file description lives as long as a descriptor stands for it, a pipe as long as one of its ends is open, a file or a message queue as long as it has a name or is open.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.read.console",
      "The console swallows what is written, and has nothing to read: a read finds its end.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.pipe.empty",
      "A read from an empty pipe finds its end if nobody can write to it any more. Until then it would block.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.offset.shared",
      "To read from a file or write to it moves the offset of the open file description, for everybody who shares it.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.pipe.broken",
      "A write to a pipe from which nobody can read any more fails with EPIPE.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.write.append",
      "A write through an open file description that appends starts at the end of the file, wherever the offset was.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.size",
      "fstat gives the length of a file or of a shared memory object, and 0 for anything else.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.seek",
      "lseek counts the new offset from the start of the file, from the old offset, or from the end of the file; it may lie beyond the end. A negative offset fails with EINVAL, one of 2^63 or more with EOVERFLOW.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.truncate.access",
      "ftruncate fails with EINVAL for anything but a file or a shared memory object that is open for writing. If it is not open for writing, that may be told by EBADF as well.",
      file: "Model/ForkModel/Files/OpenFiles.swift"),
    Rule(
      "posix.open.flags",
      "O_EXCL without O_CREAT, and O_TRUNC without write access, fail with EINVAL. So it is for files, shared memory objects and message queues.",
      file: "Model/ForkModel/Files/OpenOptions+Check.swift"),
    Rule(
      "posix.open.options",
      "POSIX leaves undefined what they do. So O_EXCL may have no effect without O_CREAT, and O_TRUNC without write access may truncate, or have no effect.",
      file: "Model/ForkModel/Files/OpenOptions+Check.swift"),
    Rule(
      "posix.pipe.order",
      "A pipe gives its bytes in the order in which they were written, each once: as many as there are, but not more than were asked for.",
      file: "Model/ForkModel/Files/Pipe.swift"),
    Rule(
      "posix.pipe.capacity",
      "A pipe has room for at least PIPE_BUF bytes, which are 512. As long as what it holds and what is written are not more than that together, it takes a write as a whole.",
      file: "Model/ForkModel/Files/Pipe.swift"),
    Rule(
      "posix.pipe.atomic",
      "A pipe takes a write of up to PIPE_BUF bytes as a whole, or the write would block.",
      file: "Model/ForkModel/Files/Pipe.swift"),
    Rule(
      "posix.pipe.partial",
      "Of a longer write a pipe may take a part. It is at least as much as makes PIPE_BUF bytes with what the pipe holds; if that is nothing, the write takes one byte or more, or would block.",
      file: "Model/ForkModel/Files/Pipe.swift"),
    Rule(
      "posix.pipe.descriptors",
      "pipe makes two descriptors: the lower one to read, the higher one to write.",
      file: "Model/ForkModel/Files/ProcessSystem+FileCalls.swift"),
    Rule(
      "posix.open.order",
      "If no descriptor is free and the name can't be opened either, open may tell the one (EMFILE) or the other. Neither creates or truncates anything.",
      file: "Model/ForkModel/Files/ProcessSystem+FileCalls.swift"),
    Rule(
      "posix.buffer.authority",
      "A call may touch memory only where its process could. The register must hold a tagged, unsealed pointer with the permission to load what is written, or to store what is read; its bounds must cover the buffer from its address on, and every page of the buffer must permit the access. Otherwise the call fails with EFAULT, however few bytes it would have moved.",
      file: "Model/ForkModel/Files/ProcessSystem+Reach.swift"),
    Rule(
      "posix.vector.buffers",
      "So must each buffer of readv and writev. One of no bytes is not looked at.",
      file: "Model/ForkModel/Files/ProcessSystem+Reach.swift"),
    Rule(
      "posix.read",
      "A read stores as many bytes as there are, but not more than were asked for, from the start of the buffer on. It clears the tags of the pointers that it overwrites. The rest of the buffer stays as it was.",
      file: "Model/ForkModel/Files/ProcessSystem+Read.swift"),
    Rule(
      "posix.vector.read",
      "readv is one read, which fills its buffers one after the other.",
      file: "Model/ForkModel/Files/ProcessSystem+Read.swift"),
    Rule(
      "posix.buffer.partial",
      "A call need look at a buffer only as far as it moves bytes. So if only the first part of a buffer may be touched, a transfer may succeed that needs no more than that part, move as much as fits into it, or tell what else is in its way.",
      file: "Model/ForkModel/Files/ProcessSystem+Read.swift"),
    Rule(
      "posix.buffer.moved",
      "When a transfer fails with EFAULT, or ends early, because the rest of its buffer may not be touched, it may have moved more bytes than it tells: as many as the first part has, into memory alone, or out of what is read as well.",
      file: "Model/ForkModel/Files/ProcessSystem+Read.swift"),
    Rule(
      "posix.seek.none",
      "What has no offset fails with ESPIPE: a pipe, the console, a message queue, a shared memory object. A negative place may be told first: EINVAL.",
      file: "Model/ForkModel/Files/ProcessSystem+Seek.swift"),
    Rule(
      "posix.seek.console",
      "The console may have an offset, which means nothing.",
      file: "Model/ForkModel/Files/ProcessSystem+Seek.swift"),
    Rule(
      "posix.transfer.direction",
      "A descriptor that is not open for reading can't be read, one that is not open for writing can't be written: EBADF.",
      file: "Model/ForkModel/Files/ProcessSystem+Transfers.swift"),
    Rule(
      "posix.transfer.length",
      "A transfer of more than 2^31 - 1 bytes, in one buffer or in several, fails with EINVAL or is treated as any other.",
      file: "Model/ForkModel/Files/ProcessSystem+Transfers.swift"),
    Rule(
      "posix.vector.none",
      "readv and writev of no buffers fail with EINVAL, or do what a transfer of no bytes does.",
      file: "Model/ForkModel/Files/ProcessSystem+Transfers.swift"),
    Rule(
      "posix.sharedObject.transfer",
      "To read or write a shared memory object is not specified: it fails with EINVAL, or is done as with a file, and then lseek moves the offset. Whether the refusal or EFAULT is found first is not determined, nor whether it is found when there are no bytes to move.",
      file: "Model/ForkModel/Files/ProcessSystem+Transfers.swift"),
    Rule(
      "posix.transfer.nothing",
      "To read or write no bytes does nothing, and looks at nothing but the descriptor. But it may find what would be found if there were bytes: that the buffer may not be touched, that there is nothing to read yet, or that the pipe is broken or has no room.",
      file: "Model/ForkModel/Files/ProcessSystem+Transfers.swift"),
    Rule(
      "posix.truncate.length",
      "A length of 2^63 or more is a negative number to the kernel, so ftruncate fails with EINVAL.",
      file: "Model/ForkModel/Files/ProcessSystem+Truncate.swift"),
    Rule(
      "posix.vector.write",
      "writev is one write of all that its buffers hold, one after the other: what a pipe takes as a whole is decided by the sum of their lengths.",
      file: "Model/ForkModel/Files/ProcessSystem+Write.swift"),
    Rule(
      "posix.write.console",
      "What is written to the console need not be looked at at all.",
      file: "Model/ForkModel/Files/ProcessSystem+Write.swift"),
    Rule(
      "posix.write",
      "A write takes the first bytes of the buffer, as many as its result says. Rule: ``posix.buffer.moved``.",
      file: "Model/ForkModel/Files/ProcessSystem+Write.swift"),
    Rule(
      "posix.file.read",
      "A file gives the bytes from the offset on, up to its end. Where nothing was written it gives zeros.",
      file: "Model/ForkModel/Files/RegularFile.swift"),
    Rule(
      "posix.file.write",
      "What is written beyond the end makes the file longer, with a hole of zeros where there is a distance.",
      file: "Model/ForkModel/Files/RegularFile.swift"),
    Rule(
      "posix.file.truncate",
      "When a file is truncated, what lies beyond its new end is gone. When it is made longer, what is added is zeros.",
      file: "Model/ForkModel/Files/RegularFile.swift"),
    Rule(
      "posix.file.limit",
      "A file can have 64 KiB. Whether it can be longer is not determined: what would make it so may be done, or fail with EFBIG; a write may also be done in part, up to 64 KiB at least.",
      file: "Model/ForkModel/Files/RegularFile.swift"),
    Rule(
      "guarantee.noninterference",
      "Two states are alike for a process if it holds the same and has the same pointers in memory, counted from the base of its region, and if the public state is the same: which processes there are, and which of them have ended. Equal steps of a process keep states that are alike for it so, and observe the same. A step of another process that makes no system call, is not refused and touches nothing shared leaves a state that is alike for everybody else.",
      file: "Model/ForkModel/Guarantees/Alikeness.swift"),
    Rule(
      "guarantee.accounting",
      "The reference count of each frame is the number of pages that show it, and of shared memory objects that have it; that of each open file description the number of descriptors that stand for it. What is shown, had or stood for exists, and nothing else does. A zombie has neither pages nor descriptors. So when all processes have ended, everything is given back but what has a name.",
      file: "Model/ForkModel/Guarantees/Invariant+Accounting.swift"),
    Rule(
      "guarantee.noStaleAuthority",
      "Once a region belongs to another process, no frame holds tags whose origin is a former epoch of it, and no register or kernel object holds a tagged pointer into it but those of its present owner.",
      file: "Model/ForkModel/Guarantees/Invariant+Authority.swift"),
    Rule(
      "guarantee.confinement",
      "Every tagged pointer that a process holds in a register, that the kernel holds for it, or that it can load from a page after the faults which loading raises, has its bounds inside the region of the process, or is an entry of the kernel.",
      file: "Model/ForkModel/Guarantees/Invariant+Confinement.swift"),
    Rule(
      "guarantee.gatedEntry",
      "Kernel code is entered at the sealed entries that the kernel publishes, and nowhere else. So all that a process has is either such an entry, bit for bit, or has no permission for privileged instructions or for making and using seals, and is sealed as an entry at most; and the entries themselves are tagged and sealed.",
      file: "Model/ForkModel/Guarantees/Invariant+Entry.swift"),
    Rule(
      "guarantee.bytesOnly",
      "Shared memory carries bytes, never tags: no frame without an origin holds a tagged pointer.",
      file: "Model/ForkModel/Guarantees/Invariant+Entry.swift"),
    Rule(
      "fork.frame.F1",
      "A process may store a tagged pointer into a frame only if it alone maps the frame, and the origin of the frame is its own region.",
      file: "Model/ForkModel/Guarantees/Invariant+Frames.swift"),
    Rule(
      "fork.frame.F2",
      "A frame that holds tags, and whose origin is not the region of a process, is mapped by that process without write, and so that loads of tagged pointers fault.",
      file: "Model/ForkModel/Guarantees/Invariant+Frames.swift"),
    Rule(
      "fork.frame.F4",
      "The last process that maps a frame has its pointers relocated before it may write it or load pointers from it: that nobody else maps the frame is not enough.",
      file: "Model/ForkModel/Guarantees/Invariant+Frames.swift"),
    Rule(
      "fork.frame.F5",
      "All regions of a world have the same size 2^k, lie at multiples of 2^(k+2), and belong to one process each: fork keeps k.",
      file: "Model/ForkModel/Guarantees/Invariant+Frames.swift"),
    Rule(
      "fork.frame.F6",
      "A child of vfork has the region of its parent and no mappings of its own.",
      file: "Model/ForkModel/Guarantees/Invariant+Frames.swift"),
    Rule(
      "guarantee.monotonicity",
      "A step that makes no system call gives its process no authority that it did not have: each tagged pointer it then has is one that it had, or is derived from one that it had, within its bounds and with no more permissions, sealed as an entry at most.",
      file: "Model/ForkModel/Guarantees/Transition+Calls.swift"),
    Rule(
      "fork.fault.one",
      "A fault copies exactly one frame: an access gives its process a new frame for each page that it touches at most, and no other page of the process changes the frame it shows.",
      file: "Model/ForkModel/Guarantees/Transition+Copying.swift"),
    Rule(
      "fork.child.image",
      "The child has the pointers of its parent, in registers and memory, each moved by the distance of the regions. So their order, which of them are equal, and their addresses modulo 2^(k+2) are the same.",
      file: "Model/ForkModel/Guarantees/Transition+Copying.swift"),
    Rule(
      "guarantee.atomicFailure",
      "A call that fails, or is given up because it would block, changes nothing: no process, no register, no page, no frame, no descriptor, no shared memory object. Only that it has served what was pending for a page that it was about to use is no change, since nobody can tell. Where POSIX allows a part to have been done, that is none either (``ProcessAction/mayFailInPart(with:)``).",
      file: "Model/ForkModel/Guarantees/Transition+Failure.swift"),
    Rule(
      "fork.frame.F3",
      "On a write it is the writer that gets the new frame. No step of a process changes which frame a page of another process shows; only a page of shared memory may lose the frame that it shows.",
      file: "Model/ForkModel/Guarantees/Transition.swift"),
    Rule(
      "guarantee.integrity",
      "A step of a process changes nothing that another process holds: neither its registers, nor what the kernel holds for it, nor the pointers it has in memory.",
      file: "Model/ForkModel/Guarantees/Transition.swift"),
    Rule(
      "posix.start.registers",
      "Register 0 holds a pointer to everything from the global offset table to the end of the heap, register 1 a pointer to the text; both have exact bounds and the address at their base. The other registers are null, and so is one of these if there are no such pages.",
      file: "Model/ForkModel/Image/InitialWorld.swift"),
    Rule(
      "posix.map.pointer",
      "mmap gives a pointer to just the pages, with its address at their start, no flags, and the permission Global; Load and LoadCapability if the pages may be read, Store, StoreCapability and StoreLocalCapability if they may be written, Execute if they may be executed.",
      file: "Model/ForkModel/Image/InitialWorld.swift"),
    Rule(
      "posix.limit.fileSize",
      "A write to a file takes no bytes at or beyond the soft limit on files. If it starts there, it fails with EFBIG, and SIGXFSZ is sent to the thread.",
      file: "Model/ForkModel/Limits/ProcessSystem+FileSize.swift"),
    Rule(
      "posix.limit.fileSize.present",
      "What a file has beyond the limit may be written over or the write may end or fail as if the file ended at the limit: POSIX limits what makes a file longer, and kernels look at the place alone.",
      file: "Model/ForkModel/Limits/ProcessSystem+FileSize.swift"),
    Rule(
      "posix.limit.truncate",
      "To make a file longer than the soft limit fails with EFBIG, and SIGXFSZ is sent to the thread. To make it shorter, though still longer than that, is done or fails so. So is any such length of a shared memory object, which need not count as a file.",
      file: "Model/ForkModel/Limits/ProcessSystem+FileSize.swift"),
    Rule(
      "posix.limit.set",
      "A process may set the soft limit of a resource up to the hard limit, and may lower the hard limit, for good. A soft limit above the hard one fails with EINVAL, a hard limit above the present one with EPERM.",
      file: "Model/ForkModel/Limits/ProcessSystem+Limits.swift"),
    Rule(
      "posix.limit.use",
      "Whatever a process has beyond its new limit stays as it is. But setrlimit may fail with EINVAL instead if more descriptors or processes than that are in use.",
      file: "Model/ForkModel/Limits/ProcessSystem+Limits.swift"),
    Rule(
      "posix.limit.descriptors",
      "A process makes no descriptor at or above its soft limit; those that it has there stay open.",
      file: "Model/ForkModel/Limits/ProcessSystem+Limits.swift"),
    Rule(
      "posix.limit.processes",
      "fork, vfork and spawn fail with EAGAIN when as many processes as the soft limit of the caller run or are zombies, whoever made them. A kernel may count the system process that adopts orphans, too.",
      file: "Model/ForkModel/Limits/ProcessSystem+Limits.swift"),
    Rule(
      "posix.limit.start",
      "The first process can have as many descriptors as its world says, and may not raise that. Its limits of processes and of files are not determined, but beyond anything that it can do; the first getrlimit tells them.",
      file: "Model/ForkModel/Limits/ResourceLimits.swift"),
    Rule(
      "posix.limit.inherited",
      "A child of fork, vfork or spawn has the limits of its parent, and execve keeps them. From then on each has its own.",
      file: "Model/ForkModel/Limits/ResourceLimits.swift"),
    Rule(
      "posix.start.heap",
      "The heap starts at the first page of the image that is part of a heap, and ends behind the last. Its start is the same for as long as the process runs this image.",
      file: "Model/ForkModel/Memory/PageLayout.swift"),
    Rule(
      "posix.charge.writable",
      "A process is charged one frame for each private page that a call has mapped, and for each page of its image that is writable or ever was, whatever it shares with its relatives at the moment: it may come to need a frame of its own. A page of the image that never was writable costs nothing, since it is the same in every process.",
      file: "Model/ForkModel/Memory/PageLayout.swift"),
    Rule(
      "posix.charge.sum",
      "The frames that are reserved are those that the processes are charged for, one for each page of shared memory that somebody has mapped or an object has, whoever shares it, and one for each read-only page of the image, which all processes have in common.",
      file: "Model/ForkModel/Memory/ProcessSystem+Charge.swift"),
    Rule(
      "posix.charge.limit",
      "A call fails with ENOMEM, and changes nothing, if what it asks for can't be reserved beside what is reserved already.",
      file: "Model/ForkModel/Memory/ProcessSystem+Charge.swift"),
    Rule(
      "posix.range.pages",
      "The range of munmap and mprotect starts at the address in a register. If that is not the start of a page, or if the range has no pages, the call fails with EINVAL.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.range.authority",
      "For munmap and mprotect the register must hold a tagged, unsealed pointer whose bounds cover the whole range. Otherwise the call fails with EFAULT, and says nothing of the pages.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.unmap",
      "munmap takes pages away with all they hold. That some of the range were not mapped is no error. Whoever shares one of the pages keeps it.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.protect",
      "After mprotect the pages permit what the protection says, and hold what they held. If one of them is not mapped, or if the frames for those that become writable can't be reserved, the call fails with ENOMEM.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.protect.shared",
      "Pages of a shared memory object that were mapped through a descriptor which is not open for writing can't be made writable: EACCES.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.protect.nothing",
      "mprotect of no pages fails with EINVAL, or does nothing.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.protect.partial",
      "When mprotect fails with ENOMEM or EACCES, the pages before the first that stands in its way may have changed, as many as there are or fewer.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.map.place",
      "mmap takes any gap of so many pages in the region of the process, if the format has exact bounds for it. Which gap is not determined.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.map.failure",
      "mmap fails with EINVAL if it is asked for no pages, and with ENOMEM if there is no such gap or the frames can't be reserved.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.map.rounded",
      "If the format has exact bounds for so many pages nowhere, mmap fails with ENOMEM, or gives a pointer whose bounds reach farther: from the first of the pages to beyond the last, over pages that are not mapped.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.map.contents",
      "Pages that are mapped hold zeros. Shared pages are one memory, for the process and for all children that fork makes from then on.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.break.pages",
      "The heap ends at the first page boundary that lies so many bytes behind its start, or more. Pages that it gains are zero, readable and writable; pages that it loses are unmapped.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.break.failure",
      "To move the end of the heap fails with ENOMEM if the image has no heap, if the heap would leave the region or meet another mapping, or if its frames can't be reserved.",
      file: "Model/ForkModel/Memory/ProcessSystem+MemoryCalls.swift"),
    Rule(
      "posix.observe.pointer",
      "A tagged pointer shows the same metadata word wherever the region lies, and an address as far from the base of the region as in the POSIX view. It always has its tag.",
      file: "Model/ForkModel/PosixProcesses/Expectation+Acceptance.swift"),
    Rule(
      "fork.observe.pointerBytes",
      "The metadata word of a pointer and the address bits that do not depend on the place of the region are seen as they are. The other bits of the address word may be seen relative to the reader's region or to the origin of the frame; that is the region of some relative. All the bytes of one pointer that are seen at once must be seen relative to one region.",
      file: "Model/ForkModel/PosixProcesses/Expectation+Acceptance.swift"),
    Rule(
      "fork.observe.undetermined",
      "An undetermined byte may be seen as anything.",
      file: "Model/ForkModel/PosixProcesses/Expectation+Acceptance.swift"),
    Rule(
      "posix.memory.fragments",
      "Read as data, a pointer in memory is its sixteen fragments.",
      file: "Model/ForkModel/PosixProcesses/PosixMemory.swift"),
    Rule(
      "posix.memory.overwrite",
      "Data stored over a part of a pointer leaves the fragments of the rest: the pointer is no more.",
      file: "Model/ForkModel/PosixProcesses/PosixMemory.swift"),
    Rule(
      "guarantee.forkTransparency",
      "What processes observe under full copy, copy on access and copy on pointer access is what the POSIX view allows, at every step.",
      file: "Model/ForkModel/PosixProcesses/PosixReference.swift"),
    Rule(
      "posix.interleaving",
      "A call and an access at the same time are seen as if the one had come before the other, in either order. If both orders explain what was observed, either may be true, until something is observed that only one of them explains.",
      file: "Model/ForkModel/PosixProcesses/PosixReference.swift"),
    Rule(
      "posix.fork.copy",
      "The child has a copy of the image and of the registers of its parent at the moment of the fork. From then on, neither sees what the other does.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+Fork.swift"),
    Rule(
      "posix.loadPointer.permission",
      "A pointer that is loaded without the permission LoadCapability arrives as its sixteen fragments.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+Memory.swift"),
    Rule(
      "posix.storePointer.shared",
      "A tagged pointer can't be stored into a shared mapping: SIGSEGV.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+Memory.swift"),
    Rule(
      "posix.shared.lifetime",
      "Shared memory lives as long as somebody has it mapped, or an object has it that lives.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+SharedMemory.swift"),
    Rule(
      "posix.vfork.name",
      "A vfork needs no memory and can't fail for want of it. It is skipped if the name of the child is in use.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+Vfork.swift"),
    Rule(
      "posix.vfork.memory",
      "Until it ends, a child of vfork uses the memory of its parent: what it stores, its parent finds. It has registers of its own.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem+Vfork.swift"),
    Rule(
      "posix.overcommit.kill",
      "As long as more is reserved than there is, any step may end its process by SIGKILL instead.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem.swift"),
    Rule(
      "posix.refusal.ends",
      "A refused access changes nothing but that it ends the process.",
      file: "Model/ForkModel/PosixProcesses/PosixSystem.swift"),
    Rule(
      "posix.pointer.tagged",
      "An operation on a tagged pointer gives what the instruction gives.",
      file: "Model/ForkModel/PosixProcesses/PrivateSpace.swift"),
    Rule(
      "posix.pointer.untagged",
      "An operation on sixteen untagged bytes gives untagged bytes: those of the instruction if they are ordinary bytes, or the fragments of one whole pointer; otherwise undetermined ones.",
      file: "Model/ForkModel/PosixProcesses/PrivateSpace.swift"),
    Rule(
      "posix.pointer.integers",
      "The bounds that are computed for a request longer than a region depend on where the region lies. The result is never tagged, and its bytes are undetermined.",
      file: "Model/ForkModel/PosixProcesses/PrivateSpace.swift"),
    Rule(
      "posix.fork.failure",
      "fork and spawn fail with ENOMEM, and change nothing, when every region belongs to a process that runs, or when the frames for the child can't be reserved: for fork what its parent is charged, for spawn what the image costs.",
      file: "Model/ForkModel/Processes/ForkPossibilities.swift"),
    Rule(
      "posix.fork.overcommit",
      "Where the world allows to overcommit, a call may succeed though there are not as many frames as it asks for.",
      file: "Model/ForkModel/Processes/ForkPossibilities.swift"),
    Rule(
      "posix.fork.regionPressure",
      "fork and spawn may fail with ENOMEM when only regions are left that were used before: a kernel need not find out at once that no relative depends on them any more.",
      file: "Model/ForkModel/Processes/ForkPossibilities.swift"),
    Rule(
      "posix.call.order",
      "If there are several reasons for which a call fails, any one of them may be told.",
      file: "Model/ForkModel/Processes/Freedom.swift"),
    Rule(
      "posix.execute.failure",
      "execve fails with ENOMEM, and changes nothing, if the image can't be reserved in place of what the process has. So it does in a process that needs another region, since a child of vfork uses this one or it is a child of vfork itself, if every region belongs to a process that runs.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.execute.pressure",
      "execve may fail with ENOMEM if the image can't be reserved beside what the process has: a kernel may prepare the new before it gives up the old. Where it needs another region it may fail where fork may.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.execute.image",
      "After execve a process has the image as the first process has it at its start. Nothing is left of what it had mapped, and its shared segments are memory of its own.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.execute.process",
      "execve does not make another process: parent and children stay the same, and so do the descriptors that are not closed.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.execute.vfork",
      "A child of vfork that executes an image leaves the memory of its parent as it is, and the thread resumes that has called vfork.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.spawn",
      "The child of spawn has the image as a first process has it, and the descriptors of its parent, but those that are closed on execute.",
      file: "Model/ForkModel/Processes/ProcessSystem+Execute.swift"),
    Rule(
      "posix.exit.zombie",
      "A process that has ended remains as a zombie until its parent has waited for it. It keeps nothing but its ending.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.exit.orphans",
      "The children of a process that ends are adopted by a system process, which reaps zombies at once. It is the parent of the first process, too.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.exit.child",
      "The parent of a process that ends is sent SIGCHLD.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.exit.reaped",
      "A process whose parent ignores SIGCHLD explicitly, and not only by default, is reaped at once when it ends.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.wait.any",
      "`wait` reports any one of the caller's own children that are zombies. Which one is not determined.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.wait.one",
      "`wait` for one process reports that one; if it is no child of the caller, the call fails with ECHILD, whatever other children there are.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.wait.none",
      "Without a zombie among its children the caller would block; without children `wait` fails with ECHILD.",
      file: "Model/ForkModel/Processes/ProcessSystem+Exit.swift"),
    Rule(
      "posix.thread.last",
      "When its last thread ends, the process ends with status 0.",
      file: "Model/ForkModel/Processes/ProcessSystem+Threads.swift"),
    Rule(
      "posix.vfork.suspended",
      "A thread that has called vfork is suspended while the child uses the memory of its process. Steps of a thread that is suspended are skipped. The other threads of the process go on.",
      file: "Model/ForkModel/Processes/ProcessSystem.swift"),
    Rule(
      "posix.vfork.heir",
      "If another thread ends a process or starts an image in it while a child of vfork uses its memory, the memory stays the child's. The thread that was suspended is no more.",
      file: "Model/ForkModel/Processes/ProcessSystem.swift"),
    Rule(
      "posix.fork.name",
      "A call whose child would bear the name of a process that runs or is a zombie is skipped.",
      file: "Model/ForkModel/Processes/ProcessSystem.swift"),
    Rule(
      "posix.thread.create",
      "A new thread starts with a copy of the registers of the one that creates it. If there is a thread of that number that was not joined, nothing happens.",
      file: "Model/ForkModel/Processes/Threads.swift"),
    Rule(
      "posix.thread.exit",
      "A thread that ends leaves nothing but the fact, until it is joined.",
      file: "Model/ForkModel/Processes/Threads.swift"),
    Rule(
      "posix.thread.join",
      "To join waits for a thread to end, and forgets it. To join oneself fails with EDEADLK, to join a thread that is not there with ESRCH.",
      file: "Model/ForkModel/Processes/Threads.swift"),
    Rule(
      "posix.fork.thread",
      "The child has one thread, number 0, with the registers of the thread that called fork, however many its parent has.",
      file: "Model/ForkModel/Processes/Threads.swift"),
    Rule(
      "posix.execute.thread",
      "An image starts with one thread, number 0, with the registers of a start. It blocks what the thread blocked that called execve, and what was pending for that thread is pending for it.",
      file: "Model/ForkModel/Processes/Threads.swift"),
    Rule(
      "posix.queue.order",
      "Messages are received by their priority, the highest first, and those of the same priority in the order in which they were sent.",
      file: "Model/ForkModel/Queues/MessageQueue.swift"),
    Rule(
      "posix.queue.open",
      "A queue keeps the number and size of messages with which it was created: whoever opens it later finds the same queue, whatever it asks for.",
      file: "Model/ForkModel/Queues/OpenFiles+Queues.swift"),
    Rule(
      "posix.poll.queue",
      "Of a message queue poll tells input if there is a message, and output if there is room for another. Where the descriptor is not open for that, it may tell it or not: what poll tells of queues is not specified by POSIX.",
      file: "Model/ForkModel/Queues/OpenFiles+Queues.swift"),
    Rule(
      "posix.queue.descriptor",
      "A message queue is open through a descriptor, which is made, inherited, duplicated and closed like that of a file; but to read or write it fails with EBADF.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.open.size",
      "With O_CREAT, messages of no bytes or room for none of them fail with EINVAL; if the queue is there already, only perhaps. Every kernel creates queues of up to 10 messages of up to 1024 bytes; what is more may fail with EINVAL or ENOSPC.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.execute",
      "execve and spawn close every descriptor that was made by opening a message queue.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.direction",
      "To send needs a descriptor of a queue that is open for writing, to receive one that is open for reading: EBADF.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.send",
      "A message takes the bytes of its buffer, of which there may be none. If it is longer than the messages of the queue, to send it fails with EMSGSIZE; if the queue is full, it would block.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.priority",
      "Priorities below 32 are always permitted, and greater ones may be: they may fail with EINVAL.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.receive",
      "To receive takes a message out of its queue and stores its bytes, without tags. If there is none, it would block.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "posix.queue.buffer",
      "A buffer shorter than the longest message of the queue fails with EMSGSIZE, whatever the message; and so much of the buffer must permit to be written.",
      file: "Model/ForkModel/Queues/ProcessSystem+QueueCalls.swift"),
    Rule(
      "fork.pending",
      "A page whose frame has another origin than the region of its process has relocation pending from that origin to this region, whatever lies between them in the line of ancestors. What the process has is what it would find after that.",
      file: "Model/ForkModel/Refinement/AddressSpaceState+Effective.swift"),
    Rule(
      "fork.refinement",
      "At every step the processes of the single address space are those of the POSIX view, and each has, once everything pending is relocated and addresses are counted from the base of its region, the same pointers at the same places.",
      file: "Model/ForkModel/Refinement/PosixSystem+Refinement.swift"),
    Rule(
      "posix.sharedObject.open",
      "Shared memory objects have names of their own, which are found, created and refused as those of files are. A new one has no bytes.",
      file: "Model/ForkModel/SharedMemory/OpenFiles+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.lifetime",
      "A shared memory object lives, with all its pages, as long as it has a name, is open, or any of its pages is mapped.",
      file: "Model/ForkModel/SharedMemory/OpenFiles+SharedObjects.swift"),
    Rule(
      "posix.mapShared.failure",
      "mmap of a descriptor fails with EINVAL if it is asked for no pages, with EBADF if the descriptor is not open, with ENODEV if it is not one of a shared memory object, with EACCES if the pages shall be written but the descriptor may not, with EINVAL or ENXIO if the object does not have all these pages, and with ENOMEM if there is no gap. Of several reasons any one may be told.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+MapShared.swift"),
    Rule(
      "posix.mapShared.beyond",
      "Pages that the object does not have may be mapped as well. They are like discarded ones.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+MapShared.swift"),
    Rule(
      "posix.mapShared.contents",
      "All who map a page of a shared memory object see the same memory, in one process or in several. It carries no tags.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+MapShared.swift"),
    Rule(
      "posix.mapShared.inherited",
      "A child of fork has the mappings of its parent, and execve leaves none.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+MapShared.swift"),
    Rule(
      "posix.sharedObject.access",
      "A shared memory object is opened to be read, or to be read and written: to be written alone fails with EINVAL, or is done, since POSIX does not say.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.execute",
      "execve and spawn close every descriptor that shm_open has made.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.reservation",
      "The pages of a shared memory object are reserved when ftruncate makes it longer, once for all who map them. If they can't be, it fails with ENOMEM.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.grow",
      "What ftruncate adds to a shared memory object is zeros. Only what was stored behind its former end, through a mapping of its last page, is not determined from then on.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.shrink",
      "When a shared memory object is made shorter, the pages behind its new end are discarded, and the rest of its last page becomes zeros.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.sharedObject.discarded",
      "Where a discarded page was mapped, each access that was permitted ends the process with SIGBUS, until it is unmapped. When the object grows again, it stays so, or the mappings show the pages that the object has there now: POSIX leaves that open.",
      file: "Model/ForkModel/SharedMemory/ProcessSystem+SharedObjects.swift"),
    Rule(
      "posix.signal.default",
      "By default SIGCHLD and SIGURG are ignored, and every other signal ends the process.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.kill",
      "SIGKILL can be neither handled, ignored nor blocked. To handle or ignore it fails with EINVAL; to set its default action has no effect, or fails so; to block it has no effect.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.handled",
      "A handler runs to its end before the next step of anybody. It counts how often it has run since the process was started or has executed an image.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.fork",
      "A child of fork or vfork does about signals what its parent does, with the counts of its handlers; its one thread blocks what the calling one does. Nothing is pending for it.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.execute",
      "execve gives what was handled its default action. What was ignored is still ignored, what was blocked is still blocked, and what was pending is still pending, though it may be ignored now.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.execute.child",
      "If SIGCHLD was ignored, it may have its default action instead, after execve and in a child of spawn.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.spawn",
      "A child of spawn ignores what its parent ignores explicitly, and blocks what the calling thread blocks. Everything else has its default action, and nothing is pending.",
      file: "Model/ForkModel/Signals/ProcessSignals.swift"),
    Rule(
      "posix.signal.send",
      "A signal that is sent to a process is pending for it, once at most. A signal that is sent to a zombie has no effect.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.signal.ignored",
      "A signal that its process ignores is gone as soon as it is sent. If every thread blocks it, it may be pending instead.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.signal.delivery",
      "A signal that is pending for a process is delivered as soon as one of its threads does not block it; for most signals that is at once. To a thread that is suspended nothing is delivered before it resumes.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.signal.order",
      "In which order several signals are delivered is not determined, and so is not which one of them ends the process.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.vfork.signal",
      "A signal that ends a process may do so at once, though only a thread can take it that waits for a child of vfork.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.signal.pipe",
      "When a write finds its pipe broken, SIGPIPE is sent to the thread that wrote. If that does not end the process, the write fails with EPIPE. SIGXFSZ goes with EFBIG in the same way.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.kill",
      "Every process may send every signal to every other one, and to itself. If no process has the name, not even a zombie, kill fails with ESRCH. Whoever ends by a signal of its own sees that and nothing more.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.sigaction",
      "To ignore a signal, explicitly or by its default action, discards what is pending of it.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.sigprocmask",
      "sigprocmask changes which signals its thread blocks. What can be delivered then is delivered before the call returns.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.sigpending",
      "sigpending tells which signals are pending for the process or for its thread.",
      file: "Model/ForkModel/Signals/ProcessSystem+Signals.swift"),
    Rule(
      "posix.signal.thread",
      "A new thread blocks what the thread blocks that creates it. Nothing is pending for it.",
      file: "Model/ForkModel/Signals/ThreadSignals.swift"),
    Rule(
      "fork.loadPointer.policy",
      "A pointer in memory loses its tag on the way when the authority lacks LoadCapability. Otherwise the page decides: it may let the tag through, strip it, or fault. The fault is served, and the load then finds the pointer relocated.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Access.swift"),
    Rule(
      "fork.execute.region",
      "An image is started in a new epoch: of the region that the process had, or of another one.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Execute.swift"),
    Rule(
      "fork.execute.frames",
      "No frame of the old image is among those of the new one. What descendants still map of the old one stays theirs, and is held by the rules of quarantine.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Execute.swift"),
    Rule(
      "fork.fault.entitlement",
      "A fault is served only if the process is entitled to the access: it may never gain by a copy what its page was not given. A tagged pointer is never stored into a shared mapping.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Faults.swift"),
    Rule(
      "fork.fault.copy",
      "While others share the frame, the process that faults gets a new frame with the relocated contents of the old one. No other mapping changes: neither that of the parent, nor that of a sibling (F3).",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Faults.swift"),
    Rule(
      "fork.fault.lastSharer",
      "The last sharer keeps the frame; its contents are relocated in place before the page permits anything (F4).",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Faults.swift"),
    Rule(
      "fork.frame.relocation",
      "Every tagged pointer of a frame is relocated from the origin of the frame to the region, whichever ancestor's that origin is; the region becomes the origin. Bytes without a tag stay as they are.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Faults.swift"),
    Rule(
      "fork.relocate.integers",
      "What has no tag is not relocated: an integer is not a pointer.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Faults.swift"),
    Rule(
      "fork.atomicFailure",
      "A fork that fails changes nothing.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.charge",
      "What the parent is charged for is reserved for the child at fork, whatever is copied now or later. So a fork fails under one strategy when it fails under the others, and a fault can't fail.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.shared",
      "A page of a shared mapping stays shared: nothing is pending for it.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.readOnly",
      "A page that is not writable and holds no pointers stays shared.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.eager",
      "The global offset table is copied and relocated at fork under every strategy.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.copy",
      "Full copy copies and relocates every other page at fork.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.copyOnAccess",
      "Copy on access makes every other page inaccessible to parent and child; whoever touches it gets a copy.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.share.copyOnPointerAccess",
      "Copy on pointer access lets parent and child read every other page, and neither write it; the child's loads of tagged pointers fault. The parent goes on loading pointers if it could.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Fork.swift"),
    Rule(
      "fork.map.frame",
      "Each page that is mapped gets a frame of its own with its region as origin, or with none if the page is shared; a page of a shared memory object shows the frame that is there.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.frame.scrubbed",
      "A frame that is taken into use holds zeros and no tags, whoever had it before.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.unmap.release",
      "A frame whose page is unmapped is given back, unless a relative shows it as well. The page of the relative stays as it is, with what is pending for it.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.protect.pending",
      "mprotect serves nothing that is pending. A page permits at once all that its process is entitled to if it alone shows its frame and the frame has its region as origin, or if it is shared memory. Any other page permits loads at most, and none of tagged pointers if the frame holds any from another origin. Whatever else the process is entitled to is left to the fault handler.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.vfork.heir",
      "The region of a process stays with its mappings when they pass to a child of vfork.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.exit.release",
      "A process that ends gives back its mappings, every frame that nobody else maps, and its region. What it wrote into frames that its descendants still map stays, with its region as their origin.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+MemoryCalls.swift"),
    Rule(
      "fork.region.quarantine",
      "A region is given to a new process only when no frame with tags has it as its origin, in whichever epoch.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Regions.swift"),
    Rule(
      "fork.region.pressure",
      "When only quarantined regions are left, the frames that hold one back get another origin.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Regions.swift"),
    Rule(
      "fork.changeOrigin",
      "To change the origin of a frame is to relocate it in place to the region of one of those that map it. Nobody's page changes; what is pending for the others is counted from the new origin from then on.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Regions.swift"),
    Rule(
      "fork.sharedObject.frame",
      "A page of a shared memory object has a frame of its own without an origin, which all who map it show.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+SharedMemory.swift"),
    Rule(
      "fork.sharedObject.release",
      "A frame of a shared memory object lives as long as the object has the page; then no page of a process shows it any more.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+SharedMemory.swift"),
    Rule(
      "fork.vfork.region",
      "A child of vfork has the region and the mappings of its parent until it ends (F6); so nothing is relocated, copied or charged.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace+Vfork.swift"),
    Rule(
      "fork.frame.freed",
      "A frame lives as long as a page shows it or a shared memory object has it, and no longer.",
      file: "Model/ForkModel/SingleAddressSpace/AddressSpace.swift"),
    Rule(
      "fork.relocate",
      "A tagged capability whose bounds lie inside its origin moves by the distance between the two regions; permissions, seal and relative bounds stay. Any other tagged one that is no entry of the kernel loses its tag, or is clamped to its origin first, as the policy says: confinement says that there is none. What has no tag stays as it is. The rules of one capability are those of ``Capability/relocated(by:)``.",
      file: "Model/ForkModel/SingleAddressSpace/Capability+Relocation.swift"),
    Rule(
      "fork.relocate.ancestor",
      "The origin may be the region of any ancestor: relocation goes from there to the region of the process in one move, and not from parent to child.",
      file: "Model/ForkModel/SingleAddressSpace/Capability+Relocation.swift"),
    Rule(
      "fork.frame.storeData",
      "Data stored into a granule clears its tag.",
      file: "Model/ForkModel/SingleAddressSpace/Frame.swift"),
    Rule(
      "fork.mapping.shared",
      "A page of a shared mapping strips the tags of pointers that are loaded, and faults when a tagged pointer is stored.",
      file: "Model/ForkModel/SingleAddressSpace/Mapping.swift"),
    Rule(
      "fork.region.alignment",
      "A region has 2^k bytes and lies at a multiple of 2^(k+2). The rest of these 2^(k+2) bytes belongs to nobody, so regions are never adjacent, and moving a pointer from one region to another changes its address word and nothing else.",
      file: "Model/ForkModel/SingleAddressSpace/Region.swift"),
    Rule(
      "fork.region.epoch",
      "To give a region to another process begins a new epoch. An origin is a region *and* its epoch.",
      file: "Model/ForkModel/SingleAddressSpace/Region.swift"),
    Rule(
      "fork.region.inside",
      "The bounds of a pointer lie inside a region if the region starts at or below the base and ends at or above the top, zero length at either end included. The address may lie anywhere: the bounds decide.",
      file: "Model/ForkModel/SingleAddressSpace/Region.swift"),
    Rule(
      "posix.clock",
      "The monotonic clock is the same for all processes, and never tells less than it has told before. How much time passes between two steps is not determined.",
      file: "Model/ForkModel/Time/ProcessSystem+Time.swift"),
    Rule(
      "posix.sleep",
      "nanosleep lets as much time pass as it is asked for, or more.",
      file: "Model/ForkModel/Time/ProcessSystem+Time.swift"),
    Rule(
      "posix.sleep.invalid",
      "nanosleep fails with EINVAL if the nanoseconds are not at least 0 and less than a second. For a negative number of seconds it fails so, too, or returns at once.",
      file: "Model/ForkModel/Time/ProcessSystem+Time.swift"),
    Rule(
      "machine.harts.memory",
      "All harts have one memory and one page table. What a hart stores, and what the kernel changes in the table and tells the harts, holds for the next instruction of each of them.",
      file: "Model/MachineModel/Harts/HartGroup.swift"),
    Rule(
      "machine.harts.reservation",
      "A store ends the reservations that other harts have of any of its bytes in physical memory, even if it stores what was there.",
      file: "Model/MachineModel/Harts/HartGroup.swift"),
    Rule(
      "machine.jump.kernelEntry",
      "A hart that jumps through a sealed entry to a page of kernel entries enters the kernel. If it comes there in any other way, the fetch faults, since such a page holds no instructions.",
      file: "Model/MachineModel/Harts/HartGroup.swift"),
    Rule(
      "machine.memory.authority",
      "In capability mode and in the `.cap` forms, the address register holds the authority, and its address is the address. In integer mode and in the `.ddc` forms, DDC is the authority, and the address register holds the address itself: DDC does not relocate it. The immediate offset is added modulo 2^64.",
      file: "Model/MachineModel/Instructions/AddressOperand.swift"),
    Rule(
      "machine.memory.check",
      "The authority must be tagged, unsealed, have the permissions, and its bounds must hold every byte of the access. The first that fails, in this order, is the capability exception that is raised.",
      file: "Model/MachineModel/Instructions/AddressOperand.swift"),
    Rule(
      "machine.memory.alignment",
      "Accesses to capabilities and reservations must be aligned to their size. Other accesses need no alignment.",
      file: "Model/MachineModel/Instructions/AddressOperand.swift"),
    Rule(
      "machine.atomic.conditional",
      "A store-conditional makes all checks of a store to an aligned address, those of page and memory included, whether or not there is a reservation. It stores if there is a reservation of its address and memory still holds, in as many bytes as are to be stored and sign-extended, the value that was reserved. The result is 0 if it stored, else 1. In either case the reservation ends.",
      file: "Model/MachineModel/Instructions/Atomics.swift"),
    Rule(
      "machine.atomic.conditionalCapability",
      "`sc.c` is a store-conditional of a capability, for which memory must still hold the capability that was reserved, bit by bit and with its tag. It needs what ``machine.store.capability`` needs, and the page must take the value even if there is no reservation.",
      file: "Model/MachineModel/Instructions/Atomics.swift"),
    Rule(
      "machine.atomic.conditionalResult",
      "The result of a store-conditional goes to rd; explicit forms, which have no rd, write it over the register that held the value.",
      file: "Model/MachineModel/Instructions/Atomics.swift"),
    Rule(
      "machine.atomic.operation",
      "An atomic operation needs Load and Store and an aligned address. What was in memory, sign-extended, becomes the result; memory gets it combined with the value of rs2.",
      file: "Model/MachineModel/Instructions/Atomics.swift"),
    Rule(
      "machine.atomic.swapCapability",
      "`amoswap.c` makes the checks of a load and a store of capabilities, those of the store first where both would fail at the page. The capability in memory becomes the result, its tag as ``machine.page.loadTable`` says, and cs2 takes its place.",
      file: "Model/MachineModel/Instructions/Atomics.swift"),
    Rule(
      "machine.capability.inspect",
      "Inspecting a capability never traps. The part that is asked for becomes an integer in the destination register; a top or a length of 2^64 is shown as 2^64 - 1.",
      file: "Model/MachineModel/Instructions/CapabilityInstructions.swift"),
    Rule(
      "machine.capability.derive",
      "Deriving a capability never traps. Where the derivation is not allowed, the result is untagged.",
      file: "Model/MachineModel/Instructions/CapabilityInstructions.swift"),
    Rule(
      "machine.capability.compare",
      "Comparing capabilities and turning them into integers never traps.",
      file: "Model/MachineModel/Instructions/CapabilityInstructions.swift"),
    Rule(
      "machine.capability.default",
      "Where `cbuildcap`, `cfromptr`, `ctestsubset` and `ctoptr` take an authority or a base, register 0 stands for DDC.",
      file: "Model/MachineModel/Instructions/CapabilityInstructions.swift"),
    Rule(
      "machine.step.hint",
      "A compressed instruction that is a HINT changes nothing: its registers keep capabilities, tags included. HINTs are `c.addi`, `c.slli`, `c.srli` and `c.srai` with an immediate of 0, and `c.nop`, `c.li`, `c.lui`, `c.slli`, `c.mv` and `c.add` where the destination is register 0. A HINT of 32 bits needs no rule: its destination is register 0.",
      file: "Model/MachineModel/Instructions/Hints.swift"),
    Rule(
      "machine.integer.result",
      "The exact result of a computation, modulo 2^64, becomes an integer in the destination register.",
      file: "Model/MachineModel/Instructions/IntegerComputation.swift"),
    Rule(
      "machine.integer.double",
      "Arithmetic, comparison and logic on 64 bits. Shift amounts are the lowest six bits of their operand; a right shift is arithmetic (rounding down) or logical as the operand is read with or without a sign.",
      file: "Model/MachineModel/Instructions/IntegerComputation.swift"),
    Rule(
      "machine.integer.word",
      "The same on the lower 32 bits of the operands, with shift amounts of five bits; the lower 32 bits of the result are sign-extended.",
      file: "Model/MachineModel/Instructions/IntegerComputation.swift"),
    Rule(
      "machine.integer.division",
      "Division rounds towards zero. The quotient by 0 is -1, all bits set.",
      file: "Model/MachineModel/Instructions/IntegerComputation.swift"),
    Rule(
      "machine.integer.remainder",
      "The remainder has the sign of the dividend. The remainder by 0 is the dividend.",
      file: "Model/MachineModel/Instructions/IntegerComputation.swift"),
    Rule(
      "machine.jump.bounds",
      "Control may go where the shortest instruction, of two bytes, lies within the bounds of the capability that is jumped through. An address within bounds is always representable.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.link",
      "A capability jump leaves behind PCC at the next instruction, sealed as an entry.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.branch",
      "A branch goes to pc + offset if its condition holds. Only then is the target checked.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.relative",
      "`jal` and `cjal` go to pc + offset; the link is the address of the next instruction, or its sealed capability.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.integer",
      "`jalr` and `jalr.pcc` go to the integer address rs1 + offset with bit 0 cleared, within the bounds of PCC; the link is the address of the next instruction.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.capability",
      "`cjalr` and `jalr.cap` go through cs1, which must be tagged, unsealed or an entry (then the offset must be 0), and executable, to its address + offset with bit 0 cleared, within its bounds. An entry is unsealed by the jump.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.jump.invoke",
      "`cinvoke` goes through cs1 and hands over cs2 in c31, both unsealed. Both must be tagged and sealed with the same type, not a reserved one, both must have CInvoke, cs1 must be executable and cs2 must not be, and the target, the address of cs1 with bit 0 cleared, must be within the bounds of cs1. Each check is made for cs1, then for cs2.",
      file: "Model/MachineModel/Instructions/Jumps.swift"),
    Rule(
      "machine.load.data",
      "A load of data needs Load. The number is zero- or sign-extended, and becomes an integer in the destination register.",
      file: "Model/MachineModel/Instructions/Loads.swift"),
    Rule(
      "machine.load.reserved",
      "A load-reserved is a signed load from an address aligned to its size that leaves a reservation of the address and the bytes.",
      file: "Model/MachineModel/Instructions/Loads.swift"),
    Rule(
      "machine.load.capability",
      "A load of a capability needs Load and an aligned address. What becomes of its tag, ``machine.page.loadTable`` says.",
      file: "Model/MachineModel/Instructions/Loads.swift"),
    Rule(
      "machine.load.reservedCapability",
      "`lr.c` loads a capability and leaves a reservation of the address and of what memory holds there. That what reaches the register has lost its tag, for lack of LoadCap or by the page, makes no difference to the reservation: else no loop around it could ever store.",
      file: "Model/MachineModel/Instructions/Loads.swift"),
    Rule(
      "machine.load.tags",
      "`cloadtags` reads the tags of a line of four granules, aligned to the line. It needs Load and LoadCap; what becomes of the tags, ``machine.page.loadTable`` says.",
      file: "Model/MachineModel/Instructions/Loads.swift"),
    Rule(
      "machine.capability.auipcc",
      "`auipcc` results in PCC at pc + offset, untagged if that is not representable.",
      file: "Model/MachineModel/Instructions/MachineState+Effect.swift"),
    Rule(
      "machine.store.data",
      "A store of data needs Store.",
      file: "Model/MachineModel/Instructions/Stores.swift"),
    Rule(
      "machine.store.capability",
      "A store of a capability needs Store and an aligned address. If the capability is tagged it needs StoreCap too, if it is tagged and not Global also StoreLocalCap, and the page must take tags.",
      file: "Model/MachineModel/Instructions/Stores.swift"),
    Rule(
      "machine.system.permission",
      "What needs the permission to access system registers needs it on PCC.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.csr",
      "A CSR instruction reads the old value and writes the new one: the operand, or the old value with the operand's bits set or cleared. Setting and clearing with register 0 or immediate 0 do not write. A CSR that does not exist, and a write to a read-only one, are illegal. All CSRs but the user counters need the permission to access system registers; the exception tells PCC.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.csrValues",
      "mtvec and mepc show the addresses of MTCC and MEPCC. The clock counts cycles. There are no interrupts, no other modes and one hart, so the remaining registers are constant. In mstatus, MPP is machine mode, and SXL and UXL are 0, since there is neither S nor U (RISC-V Privileged ISA, 3.1.6).",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.csrWrite",
      "Writing mtvec or mepc sets the address of MTCC or MEPCC; writing a constant register changes nothing.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.special",
      "`cspecialrw` reads a special capability register and then writes it, unless cs1 is register 0. PCC is read-only. All but PCC and DDC need the permission to access system registers.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.trapCode",
      "MTCC keeps the two lowest bits of its address clear: all traps go to one place. A sealed capability loses its tag there.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.exceptionCode",
      "MEPCC keeps the lowest bit of its address clear.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.supervisor",
      "Without supervisor mode, its instructions, `sfence.vma` and `sret`, are illegal.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.return",
      "`mret` goes to MEPCC, unsealed if it is an entry. It needs the permission to access system registers.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.system.readOnly",
      "A CSR is read-only if the two highest of the twelve bits of its number are set.",
      file: "Model/MachineModel/Instructions/SystemInstructions.swift"),
    Rule(
      "machine.page.loadTable",
      "What a load makes of a tag, by kind of load, tag in memory, LoadCap permission of the authority, and load policy of the page. Data loads see no tag. A load of a capability without LoadCap shows no tag whatever the page says, while `cloadtags` without it is refused. With it, *strip* shows no tag, and *fault* faults where there is a tag to be seen and only there.",
      file: "Model/MachineModel/Pages/CapabilityAccessPolicy.swift"),
    Rule(
      "machine.page.storeTable",
      "A store of a tagged capability, conditional or not, to a page whose store policy is *fault* faults; a store of an untagged one is a store of data.",
      file: "Model/MachineModel/Pages/CapabilityAccessPolicy.swift"),
    Rule(
      "machine.page.accessFault",
      "Where there is no memory, fetches, loads and stores raise their own access faults; an atomic operation raises that of a store, although it loads first.",
      file: "Model/MachineModel/Pages/MachineState+Translation.swift"),
    Rule(
      "machine.page.pageFault",
      "Where the page table says no, fetches, loads and stores raise their own page faults; an atomic operation raises that of a store.",
      file: "Model/MachineModel/Pages/MachineState+Translation.swift"),
    Rule(
      "machine.page.permission",
      "A page must be readable for loads, writable for stores and executable for fetches. For an atomic operation it must be both readable and writable.",
      file: "Model/MachineModel/Pages/MachineState+Translation.swift"),
    Rule(
      "machine.page.translate",
      "Without a page table, addresses are physical. With one, each page that an access touches must be mapped and allow it, from the lowest on; a page fault tells the first address that failed. Where the physical address has no memory, an access fault tells the address of the access.",
      file: "Model/MachineModel/Pages/MachineState+Translation.swift"),
    Rule(
      "machine.trap.refused",
      "A load, store or atomic operation that ends in an access fault or a page fault is refused: its address is on record, and nothing was read or written.",
      file: "Model/MachineModel/Pages/MachineState+Translation.swift"),
    Rule(
      "machine.reset",
      "At reset, c1 to c31, PCC, DDC, MTCC and MEPCC hold the root capability, PCC at the given address and in integer mode, and MTDC and MScratchC hold null. Memory is zero, addresses are not translated, there is no reservation, and the control and status registers are 0.",
      file: "Model/MachineModel/State/MachineState.swift"),
    Rule(
      "machine.mode",
      "The encoding mode is bit 0 of the flags of PCC: 1 is capability mode.",
      file: "Model/MachineModel/State/MachineState.swift"),
    Rule(
      "machine.register.merged",
      "Integer and capability registers are one register file. Register 0 always reads as null, and what is written to it is lost.",
      file: "Model/MachineModel/State/RegisterFile.swift"),
    Rule(
      "machine.register.integer",
      "The integer in a register is the address of its capability.",
      file: "Model/MachineModel/State/RegisterFile.swift"),
    Rule(
      "machine.memory.present",
      "An access is to memory if all its bytes lie in one of the ranges.",
      file: "Model/MachineModel/State/TaggedMemory.swift"),
    Rule(
      "machine.memory.store",
      "A store of data changes its bytes and clears the tag of every granule it touches.",
      file: "Model/MachineModel/State/TaggedMemory.swift"),
    Rule(
      "machine.memory.capability",
      "A capability in memory is its address word, then its metadata word; its tag is that of the granule.",
      file: "Model/MachineModel/State/TaggedMemory.swift"),
    Rule(
      "machine.fetch.check",
      "To fetch, PCC must be tagged, unsealed and executable, and its bounds must hold every two bytes that are fetched, each by themselves: an instruction may go on at address 0 if PCC holds everything.",
      file: "Model/MachineModel/Steps/MachineState+Fetch.swift"),
    Rule(
      "machine.step.freedom",
      "Where a rule leaves a freedom, an instruction has one of the effects that are allowed.",
      file: "Model/MachineModel/Steps/MachineState+Step.swift"),
    Rule(
      "machine.step.decode",
      "A word that has no meaning in the encoding mode is an illegal instruction; the trap tells the word.",
      file: "Model/MachineModel/Steps/MachineState+Step.swift"),
    Rule(
      "machine.step.count",
      "Every step is a cycle, and every instruction that completes is counted. An instruction that reads a counter is not counted in what it reads, and one that writes a counter is not added to what it writes.",
      file: "Model/MachineModel/Steps/MachineState+Step.swift"),
    Rule(
      "machine.step.complete",
      "An instruction that completes has its effect. Control goes on to the next instruction: PCC keeps its authority and takes its address, which is representable, since the present one is within the bounds.",
      file: "Model/MachineModel/Steps/MachineState+Step.swift"),
    Rule(
      "machine.trap.take",
      "An instruction that traps has no effect. The cause and the value of the trap go to mcause and mtval, PCC goes to MEPCC, control goes to MTCC, and the reservation ends.",
      file: "Model/MachineModel/Steps/MachineState+Step.swift"),
    Rule(
      "machine.trap.capability",
      "A capability exception tells the register and what was wrong with it: mtval = register * 32 + code. Registers c0 to c31 count from 0, special registers from 32.",
      file: "Model/MachineModel/Steps/Trap.swift"),
  ]
}
