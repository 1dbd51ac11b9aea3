import Architecture
import CapabilityModel
import ExactIntegers

/// The memory that calls are given.
extension ProcessSystem {
  /// Where in the region the buffers of a call lie, in their order, if all of them may be touched. Rule:
  /// ``posix.buffer.authority``.
  func places(
    of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName
  ) throws(ActionFailure) -> [Range<Int>] {
    let reach = reach(of: buffers, kind, by: name)
    if !reach.isWhole { throw .failed(.badAddress) }
    return reach.places
  }

  /// As much of the buffers of a call as may be touched.
  ///
  /// Rule ``posix.buffer.authority``: A call may touch memory only where its process could. The register must hold a
  /// tagged, unsealed pointer with the permission to load what is written, or to store what is read; its bounds must
  /// cover the buffer from its address on, and every page of the buffer must permit the access. Otherwise the call
  /// fails with EFAULT, however few bytes it would have moved.
  ///
  /// Rule ``posix.vector.buffers``: So must each buffer of readv and writev. One of no bytes is not looked at.
  func reach(of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName) -> Reach {
    var reach = Reach()
    for buffer in buffers {
      if reach.isWhole, let place = reachable(buffer, kind, by: name) { reach.places.append(place) }
      reach.wanted += Int(buffer.length)
    }
    return reach
  }

  /// As much of a buffer as may be touched, from its start; nil if that is nothing.
  private func reachable(
    _ buffer: Buffer, _ kind: MemoryAccess.Kind, by name: ProcessName
  ) -> Range<Int>? {
    let authority = authority(buffer.through, of: name)
    guard buffer.length > 0, let room = Int(exactly: min(Integer(buffer.length), authority.top - authority.address))
    else {
      return nil
    }
    // What may be touched ends with the bounds, or with a page.
    var reached: Range<Int>?
    // No pointer has an address that is undetermined.
    guard let distance = distanceFromPage(ofRegister: buffer.through, of: name) else { return nil }
    let toPage = ProcessImage.pageSize - distance
    for size in Array(stride(from: toPage, to: room, by: ProcessImage.pageSize)) + [room] where size > 0 {
      do {
        let start = try position(of: kind, size: size, through: buffer.through, offset: 0, by: name)
        reached = start..<start + size
      } catch {
        return reached
      }
    }
    return reached
  }

  /// Whether the pointers to buffers permit what a call is to do, whatever the pages permit.
  func pointersPermit(_ buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName) -> Bool {
    buffers.allSatisfy { buffer in
      if buffer.length == 0 { return true }
      let access = MemoryAccess(kind, size: Int(buffer.length), through: authority(buffer.through, of: name), offset: 0)
      do { try access.check(against: authority(buffer.through, of: name)) } catch { return false }
      return true
    }
  }
}
