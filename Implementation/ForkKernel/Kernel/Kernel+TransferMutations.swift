import Emulator

/// What the deliberate mistakes about transfers do instead. None of it happens unless one is switched on.
extension Kernel {
  /// ``Mutation/fileOffsetPerProcess``: a child's descriptors get open file descriptions of their own.
  mutating func reopenDescriptors(of child: ProcessID) {
    for (number, descriptor) in processes[child].descriptors.enumerated() where descriptor.isOpen {
      guard let copy = files.open(files[descriptor.file].kind) else {
        files.retain(descriptor.file)
        continue
      }
      var description = files[descriptor.file]
      description.references = 1
      files[copy] = description
      processes[child].descriptors[number].file = copy
    }
  }

  /// ``Mutation/copyoutWritesInputs``: stores bytes back to where they are.
  mutating func writeBack(_ buffers: UserBuffers) {
    for piece in buffers.pieces {
      guard let bytes = try? fetch(at: piece.pointer.address, byteCount: piece.count) else { continue }
      try? deposit(bytes, at: piece.pointer.address)
    }
  }

  /// ``Mutation/pipeCopiesTags``: remembers the capabilities of buffers that are about to be written.
  mutating func smuggleTags(of buffers: UserBuffers, into pipe: Int32) {
    var position = files[pipe: pipe].bytes.count
    for piece in buffers.pieces {
      for address in granules(of: piece) {
        let capability = storedCapability(at: address)
        if capability.tag {
          files[pipe: pipe].capabilities[position + Int(address &- piece.pointer.address)] = capability
        }
      }
      position += piece.count
    }
  }

  /// ``Mutation/pipeCopiesTags``: stores the capabilities that lie whole in what has been read.
  mutating func unpackTags(of pipe: Int32, byteCount: Int, into buffers: UserBuffers) {
    var position = 0
    for piece in buffers.part(from: 0, count: byteCount).pieces {
      for address in granules(of: piece) {
        let offset = position + Int(address &- piece.pointer.address)
        guard let capability = files[pipe: pipe].capabilities[offset] else { continue }
        let frame = Int(pageTable.walk(page: address >> 12).frame)
        machine.withMemory { $0.store(capability, frame: frame, granule: Int(address & 0xFFF) / 16) }
      }
      position += piece.count
    }
    let left = files[pipe: pipe].capabilities.filter { $0.key >= byteCount }
    files[pipe: pipe].capabilities = Dictionary(uniqueKeysWithValues: left.map { ($0.key - byteCount, $0.value) })
  }

  /// The addresses of the granules that lie whole in a buffer.
  private func granules(of piece: UserBuffers.Piece) -> StrideTo<UInt64> {
    let start = piece.pointer.address
    let end = start &+ UInt64(piece.count)
    let first = (start &+ 15) & ~15
    return stride(from: first, to: end >= 15 ? max(first, end &- 15) : first, by: 16)
  }
}
