package dev.rollcall.faults.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Changes classes as they are loaded. What it cannot change as it was told ends the process: a
/// test whose fault is missing would pass for nothing.
public final class Weaver implements ClassFileTransformer {
  /// The exit code of a process whose faults could not be woven.
  public static final int NOT_WOVEN = 138;

  private final List<Weaving> weavings;

  public Weaver(List<Weaving> weavings) {
    this.weavings = List.copyOf(weavings);
  }

  /// The classes that are changed.
  public List<String> classNames() {
    return weavings.stream().map(weaving -> weaving.place().className()).distinct().toList();
  }

  /// Weaves what a loader can see already, so that a wrong place is found at the start. What only
  /// another loader will see is found when it is loaded.
  ///
  /// @throws IllegalArgumentException where a method is not there
  public void checkAgainst(ClassLoader loader) {
    for (Weaving weaving : weavings) {
      String internalName = weaving.place().internalName();
      try (InputStream bytes = loader.getResourceAsStream(internalName + ".class")) {
        if (bytes != null) {
          weave(loader, internalName, bytes.readAllBytes());
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("faults: " + weaving.place() + " cannot be read", e);
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null || className == null || ofClass(className).isEmpty()) {
      return null;
    }
    try {
      return weave(loader, className, bytes);
    } catch (RuntimeException | Error e) {
      // The JVM would go on with the class as it was.
      System.err.println("faults: " + className + " cannot be woven: " + e);
      Runtime.getRuntime().halt(NOT_WOVEN);
      throw e;
    }
  }

  /// Returns the class with everything woven that belongs into it.
  ///
  /// @throws IllegalArgumentException where a method is not there, or is there more than once
  public byte[] weave(ClassLoader loader, String internalName, byte[] bytes) {
    byte[] woven = bytes;
    for (Weaving weaving : ofClass(internalName)) {
      woven = weave(loader, weaving, woven);
    }
    return woven;
  }

  private List<Weaving> ofClass(String internalName) {
    return weavings.stream().filter(it -> it.place().internalName().equals(internalName)).toList();
  }

  private static byte[] weave(ClassLoader loader, Weaving weaving, byte[] bytes) {
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(loader)
            .orElse(ClassHierarchyResolver.defaultResolver());
    var classFile = ClassFile.of(ClassHierarchyResolverOption.of(resolver));
    ClassModel model = classFile.parse(bytes);
    MethodModel method = method(model, weaving);
    if (weaving.change() instanceof Change.Body(var body)) {
      return changed(classFile, method, (_, builder) -> body.accept(builder));
    }
    var code = new ChangedCode(weaving.change(), method.methodTypeSymbol().returnType());
    byte[] woven = changed(classFile, method, (was, builder) -> builder.transform(was, code));
    if (!code.isChanged()) {
      throw wrong(weaving, "has nothing that could be changed so");
    }
    return woven;
  }

  private static byte[] changed(
      ClassFile classFile, MethodModel method, BiConsumer<CodeModel, CodeBuilder> change) {
    MethodTransform inMethod =
        (builder, element) -> {
          if (element instanceof CodeModel was) {
            builder.withCode(code -> change.accept(was, code));
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(
        method.parent().orElseThrow(),
        (builder, element) -> {
          if (element == method) {
            builder.transformMethod(method, inMethod);
          } else {
            builder.with(element);
          }
        });
  }

  private static MethodModel method(ClassModel model, Weaving weaving) {
    List<MethodModel> found =
        model.methods().stream()
            .filter(it ->
                weaving.place().is(it.methodName().stringValue(), it.methodType().stringValue()))
            .filter(it -> !it.flags().has(AccessFlag.SYNTHETIC))
            .filter(it -> it.code().isPresent())
            .toList();
    if (found.size() != 1) {
      throw wrong(weaving, "is there " + found.size() + " times");
    }
    return found.getFirst();
  }

  private static IllegalArgumentException wrong(Weaving weaving, String what) {
    return new IllegalArgumentException(
        "faults: " + weaving.name() + ": " + weaving.place() + " " + what);
  }
}
