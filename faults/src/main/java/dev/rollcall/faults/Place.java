package dev.rollcall.faults;

import org.jspecify.annotations.Nullable;

/// One method of a service.
///
/// @param parameters the beginning of its descriptor, such as `(Ljava/util/List;`, where the class
///   has several methods of that name; null where it has one
public record Place(String className, String method, @Nullable String parameters) {

  /// The only method of its name.
  public static Place of(String className, String method) {
    return new Place(className, method, null);
  }

  /// The name of the class as its file has it.
  public String internalName() {
    return className.replace('.', '/');
  }

  /// Says whether a method of the class is the one.
  public boolean is(String name, String descriptor) {
    return name.equals(method) && (parameters == null || descriptor.startsWith(parameters));
  }

  @Override
  public String toString() {
    return className + "." + method + (parameters == null ? "" : parameters);
  }
}
