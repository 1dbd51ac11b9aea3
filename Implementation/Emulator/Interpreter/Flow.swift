/// What comes after an instruction on the exact path.
enum Flow: UInt8 {
  /// The next operation of the block.
  case next
  /// The next instruction, looked up afresh: translated code may have changed.
  case leave
  /// The address in ``Hart/target``.
  case jump
  /// The trap whose cause and value the hart holds.
  case trap
}
