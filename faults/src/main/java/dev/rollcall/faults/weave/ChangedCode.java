package dev.rollcall.faults.weave;

import dev.rollcall.faults.CrashPoint.Moment;
import dev.rollcall.faults.woven.Passage;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/// The code of one method with its change in it.
final class ChangedCode implements CodeTransform {
  private static final ClassDesc PASSAGE =
      ClassDesc.of(Passage.class.getPackageName(), Passage.class.getSimpleName());
  private static final MethodTypeDesc PASS =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
  private static final MethodTypeDesc WATCHED =
      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_String);
  private static final Set<ClassDesc> PUBLISHERS =
      Set.of(
          ClassDesc.of("reactor.core.publisher.Mono"), ClassDesc.of("reactor.core.publisher.Flux"));

  private final Change change;
  private final ClassDesc returned;
  private boolean changed;

  ChangedCode(Change change, ClassDesc returned) {
    this.change = change;
    this.returned = returned;
  }

  /// Says whether there was anything to change.
  boolean isChanged() {
    return changed;
  }

  @Override
  public void atStart(CodeBuilder code) {
    switch (change) {
      case Change.Passing(var point) when point.moment() == Moment.BEFORE ->
          pass(code, point.name());
      case Change.Prologue(var prologue) -> {
        prologue.accept(code);
        changed = true;
      }
      case Change.Passing _, Change.Text _, Change.Body _ -> {}
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (change) {
      case Change.Passing(var point)
          when point.moment() == Moment.AFTER && element instanceof ReturnInstruction ->
          passReturning(code, point.name());
      case Change.Text(var from, var to)
          when element instanceof LoadConstantInstruction constant
              && constant.constantValue() instanceof String text
              && text.contains(from) -> {
        code.ldc(text.replace(from, to));
        changed = true;
        return;
      }
      case Change.Passing _, Change.Prologue _, Change.Text _, Change.Body _ -> {}
    }
    code.with(element);
  }

  private void passReturning(CodeBuilder code, String point) {
    if (PUBLISHERS.contains(returned)) {
      code.ldc(point).invokestatic(PASSAGE, "watched", WATCHED).checkcast(returned);
      changed = true;
    } else {
      pass(code, point);
    }
  }

  private void pass(CodeBuilder code, String point) {
    code.ldc(point).invokestatic(PASSAGE, "pass", PASS);
    changed = true;
  }
}
