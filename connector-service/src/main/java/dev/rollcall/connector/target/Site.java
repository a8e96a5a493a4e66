package dev.rollcall.connector.target;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.AskingOutbound;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Wire;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One target as its kind opens it, with what the kind may use.
///
/// @param tenant whose it is
/// @param profile what is peculiar to it
/// @param rule how far its calls may go, whatever they are made with
public record Site(String tenant, Profile profile, OutboundRule rule, Tools tools) {

  /// What all kinds may use.
  ///
  /// @param outbounds opens HTTP whose addresses are checked where they are dialled
  /// @param addresses resolves names for what is dialled with other means, with the same check
  /// @param redaction makes of an answer's text what may be kept of it
  public record Tools(
      Function<OutboundRule, Outbound> outbounds,
      BiFunction<OutboundRule, Wire, Addresses> addresses,
      Redaction redaction,
      Clock clock,
      Limits.Http limits) {}

  /// Opens HTTP to this target. Within a delivery no request is made while the target wants a
  /// pause.
  public Outbound http() {
    return new AskingOutbound(tools.outbounds().apply(rule));
  }

  /// Resolves this target's name for what is dialled with other means than HTTP.
  ///
  /// @param wire whether by TLS
  public Addresses addresses(Wire wire) {
    return tools.addresses().apply(rule, wire);
  }

  /// Classifies HTTP answers that are no success.
  public Refusals refusals() {
    return new Refusals(tools.clock(), tools.redaction());
  }

  public Redaction redaction() {
    return tools.redaction();
  }

  public Clock clock() {
    return tools.clock();
  }
}
