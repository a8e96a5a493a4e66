package dev.rollcall.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives every test class that asks for it one client of a tenant of its own, and closes the client
/// behind the last test of the class.
public interface ClientPerClass<C extends AutoCloseable> extends ParameterResolver {

  /// The type of the parameter that is filled.
  Class<C> type();

  /// Opens a client.
  C open(Tenant tenant);

  @Override
  default boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(type());
  }

  @Override
  default C resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(Namespace.create(type(), context.getRequiredTestClass()))
        .computeIfAbsent(type(), _ -> open(SharedPlatform.tenant(context)), type());
  }
}
