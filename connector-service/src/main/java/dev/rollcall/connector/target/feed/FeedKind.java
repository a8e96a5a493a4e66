package dev.rollcall.connector.target.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.delivery.core.Profile.Update;
import dev.rollcall.connector.feed.Terms;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.time.Duration;
import java.util.List;

/// Feeds, for consumers of any language outside this process: what an app would be told is appended
/// to a feed of the target, and its consumer asks for it.
public final class FeedKind implements TargetKind<FeedConnection> {
  private static final Profile USUAL =
      new Profile(100, Update.PUT, Removal.DELETE, false).unread().named("feed");

  private final Limits.Feed limits;
  private final Opening opening;

  public FeedKind(Limits.Feed limits, Opening opening) {
    this.limits = limits;
    this.opening = opening;
  }

  /// Opens the end of a feed.
  @FunctionalInterface
  public interface Opening {
    /// Returns the feed as an app; nothing is asked yet.
    RemoteApp open(Site site, Terms terms);
  }

  @Override
  public String name() {
    return "feed";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STATE;
  }

  @Override
  public List<Member> members() {
    return List.of(
        Member.open("unacknowledgedMax"), Member.open("keepHours"), Member.open("keepEntries"));
  }

  @Override
  public List<String> profileMembers() {
    return List.of("membersPerPatch", "remove", "rates");
  }

  @Override
  public Profile profile() {
    return USUAL;
  }

  @Override
  public FeedConnection read(EntryReader entry) {
    int entriesMax = limits.entriesMax();
    return new FeedConnection(
        new Terms(
            entry.number("unacknowledgedMax", limits.unacknowledged(), 1, entriesMax),
            Duration.ofHours(
                entry.number("keepHours", (int) limits.keep().toHours(), 0, limits.keepHoursMax())),
            entry.number("keepEntries", limits.keepEntries(), 0, entriesMax)));
  }

  @Override
  public RemoteApp open(FeedConnection connection, Site site) {
    return opening.open(site, connection.terms());
  }
}
