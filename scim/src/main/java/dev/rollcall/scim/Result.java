package dev.rollcall.scim;

import java.util.function.Function;

/// A value, or the refusal that stands in its place.
public sealed interface Result<T> {

  /// The value.
  record Ok<T>(T value) implements Result<T> {}

  /// Why there is no value.
  record Refused<T>(ScimError error) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> refused(ScimError error) {
    return new Refused<>(error);
  }

  /// A 400 with a detail keyword.
  static <T> Result<T> badRequest(ScimType scimType, String detail) {
    return new Refused<>(ScimError.badRequest(scimType, detail));
  }

  /// Applies a function to the value, if there is one.
  default <U> Result<U> map(Function<? super T, ? extends U> function) {
    return switch (this) {
      case Ok<T>(var value) -> new Ok<>(function.apply(value));
      case Refused<T>(var error) -> new Refused<>(error);
    };
  }

  /// Applies a function that may refuse to the value, if there is one.
  default <U> Result<U> flatMap(Function<? super T, Result<U>> function) {
    return switch (this) {
      case Ok<T>(var value) -> function.apply(value);
      case Refused<T>(var error) -> new Refused<>(error);
    };
  }
}
