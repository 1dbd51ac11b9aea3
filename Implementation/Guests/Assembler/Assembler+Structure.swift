public import Architecture

/// Labels, calls, and the structured forms that are made of them.
extension Assembler {
  /// A label to be placed later.
  public mutating func makeLabel() -> Label {
    labels.append(nil)
    return Label(number: labels.count - 1)
  }

  /// Places a label before the next instruction.
  public mutating func place(_ label: Label) {
    if labels[label.number] != nil, firstError == nil { firstError = .labelPlacedTwice(at: textSize) }
    labels[label.number] = words.count
  }

  /// A label before the next instruction.
  public mutating func here() -> Label {
    let label = makeLabel()
    place(label)
    return label
  }

  /// Goes to a label if a condition holds.
  public mutating func branch(_ condition: Condition, to label: Label) {
    append(
      Instruction(condition.branch, rs1: condition.left.rawValue, rs2: condition.right.rawValue), to: label)
  }

  /// Goes to a label.
  public mutating func jump(to label: Label) { append(Instruction(.cjal), to: label) }

  /// Calls the function at a label.
  public mutating func call(_ label: Label) { append(Instruction(.cjal, rd: Register.ra.rawValue), to: label) }

  /// Loads the sealed entry of a label: code to be called, or begun by a thread.
  public mutating func address(_ rd: Register, of label: Label) {
    emit(.auipcc, rd)
    append(Instruction(.cIncOffsetImm, rd: rd.rawValue, rs1: rd.rawValue), to: label, from: words.count - 1)
    emit(.cSealEntry, rd, rd)
  }

  /// Returns to the caller.
  public mutating func returnToCaller() { emit(.cjalr, .zero, .ra) }

  /// Calls the kernel: arguments in `a0` …, result in `a0`; after an error `t0` is 1 and `a0` holds `errno`.
  ///
  /// Overwrites `t6` and `ra`.
  public mutating func systemCall(_ call: SystemCall) {
    loadSlot(.t6, of: slot(for: .kernelEntry(call)))
    emit(.cjalr, .ra, .t6)
  }

  /// Executes the body if a condition holds.
  public mutating func ifTrue(_ condition: Condition, _ body: (inout Assembler) -> Void) {
    let end = makeLabel()
    branch(condition.negated, to: end)
    body(&self)
    place(end)
  }

  /// Executes one body or the other.
  public mutating func ifTrue(
    _ condition: Condition, _ body: (inout Assembler) -> Void, otherwise alternative: (inout Assembler) -> Void
  ) {
    let (other, end) = (makeLabel(), makeLabel())
    branch(condition.negated, to: other)
    body(&self)
    jump(to: end)
    place(other)
    alternative(&self)
    place(end)
  }

  /// Executes the body for as long as a condition holds.
  public mutating func whileTrue(_ condition: Condition, _ body: (inout Assembler) -> Void) {
    let (top, end) = (here(), makeLabel())
    branch(condition.negated, to: end)
    body(&self)
    jump(to: top)
    place(end)
  }

  /// Defines a function: the body may call others, keeps `s0` … `s3` as it found them, and returns at its end.
  public mutating func function(_ label: Label, _ body: (inout Assembler) -> Void) {
    let saved: [Register] = [.ra, .s0, .s1, .s2, .s3]
    place(label)
    increment(.sp, .sp, Int64(-16 * saved.count))
    for (index, register) in saved.enumerated() { storeCapability(register, Int64(16 * index), .sp) }
    body(&self)
    for (index, register) in saved.enumerated() { loadCapability(register, Int64(16 * index), .sp) }
    increment(.sp, .sp, Int64(16 * saved.count))
    returnToCaller()
  }
}
