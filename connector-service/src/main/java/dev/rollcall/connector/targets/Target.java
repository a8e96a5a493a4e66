package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.TargetKind;
import java.time.Duration;
import java.util.Optional;

/// A downstream app of a tenant. Its secret never shows in text.
///
/// @param binding what it speaks and how it is reached
/// @param addresses where it may be dialled; plain http is allowed where they are not public alone
/// @param timeout until an answer has been read
/// @param inFlightMax resources in work at the same time
/// @param paused whether nothing is sent for now
/// @param shaping what of a resource the target must have
/// @param massChange from when on an act that takes people away waits for a person
/// @param policy what is done about what a reconciliation finds
public record Target(
    String id,
    String tenant,
    Binding<?> binding,
    AllowedAddresses addresses,
    Profile profile,
    Duration timeout,
    int inFlightMax,
    boolean paused,
    Shaping shaping,
    MassChange massChange,
    Policy policy) {

  /// Says what is asked of the target's lists where it has none; empty where nothing is.
  Optional<String> askedInVain() {
    return profile.lists() || policy.equals(Policy.STANDARD)
        ? Optional.empty()
        : Optional.of(
            "'reconciliation' is for targets that can be read back, and this one lists nobody: its"
                + " profile says so ('paging' is 'never')");
  }

  /// Says whether it can be read from one end to the other.
  boolean isListed() {
    return binding.isReadable() && profile.lists();
  }

  /// The same under another name, for calls that take no longer than this.
  Target as(String another, Duration timeoutMax) {
    return new Target(
        another,
        tenant,
        binding,
        addresses,
        profile,
        timeout.compareTo(timeoutMax) > 0 ? timeoutMax : timeout,
        inFlightMax,
        paused,
        shaping,
        massChange,
        policy);
  }

  /// The same where it may be dialled at these addresses.
  Target at(AllowedAddresses narrowed) {
    return new Target(
        id,
        tenant,
        binding,
        narrowed,
        profile,
        timeout,
        inFlightMax,
        paused,
        shaping,
        massChange,
        policy);
  }

  /// What it speaks.
  public TargetKind<?> kind() {
    return binding.kind();
  }

  @Override
  public String toString() {
    return "Target " + id + " of " + tenant;
  }
}
