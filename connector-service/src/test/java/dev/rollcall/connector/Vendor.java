package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a vendor's SCIM server takes and refuses, written from the vendors' pages and from what is
/// told about them, and not from the profiles of the connector: the two must agree by themselves.
///
/// @param limits how often it may be called
/// @param users what it takes of users
/// @param groups what it takes of groups
/// @param lists how it shows what it has
/// @param habits everything that is yes or no
record Vendor(
    String profile,
    List<Limit> limits,
    Users users,
    Groups groups,
    Lists lists,
    Set<Habit> habits) {

  /// @param takes the attributes that it knows; others are refused
  /// @param required the attributes and sub-attributes without which nobody is created
  /// @param filters the attributes that can be searched for
  record Users(Set<String> takes, Set<String> required, Set<String> filters) {}

  /// @param filters the attributes that can be searched for
  /// @param membersPerPatch how many members one PATCH may change
  /// @param tooMany the status that more are answered with
  record Groups(Set<String> filters, int membersPerPatch, int tooMany) {}

  /// @param pageMax how many it shows at once, however many it is asked for
  record Lists(Paging paging, int pageMax) {}

  /// How lists are paged there.
  enum Paging {
    INDEX,
    CURSOR,
    /// There are no lists: only a search is answered.
    SEARCHES_ONLY
  }

  /// So many calls in so many seconds, and so many at once (0: as many).
  record Limit(String name, Predicate<Request> counts, int permits, int seconds, int burst) {
    Limit scaled(VendorScale scale) {
      return new Limit(
          name, counts, permits / scale.permitsBy(), seconds / scale.secondsBy(), burst);
    }
  }

  enum Habit {
    /// Requests without a User-Agent are refused.
    WANTS_AGENT,
    /// Several emails, addresses or phone numbers are refused.
    ONE_VALUE,
    /// A mail address must be marked as the primary one.
    PRIMARY_MAIL,
    /// Nobody can be created inactive.
    ONLY_ACTIVE,
    /// Users cannot be deleted at all.
    NO_DELETE,
    /// A deletion cannot be taken back, and nobody may ask for it by accident.
    DELETE_IS_FATAL,
    /// A deletion deactivates.
    DELETE_DEACTIVATES,
    /// A deletion deactivates, and whoever is deleted is not shown any more.
    DELETE_HIDES,
    /// Replacing members, or removing them without saying which, is refused.
    NO_REMOVE_ALL,
    /// A removal that does not name its member by a filter empties the group.
    REMOVAL_EMPTIES,
    /// What stands in filters may have 200 nodes in a request.
    FILTER_NODES,
    /// `If-Match` and sorting are refused.
    BARE,
    /// Of a group only a few attributes can be changed.
    GROUPS_ARE_NARROW,
    /// A group is shown without its members.
    HIDES_MEMBERS,
    /// The list of an answer is called `resources`.
    SMALL_LETTERS,
    /// What a user is called by the client is not kept.
    FORGETS_EXTERNAL_ID
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }

  /// The same with shorter periods, so that a test reaches the limits.
  Vendor scaled() {
    VendorScale scale = VendorScale.of(profile);
    List<Limit> shorter = limits.stream().map(limit -> limit.scaled(scale)).toList();
    return new Vendor(profile, shorter, users, groups, lists, habits);
  }

  @Override
  public String toString() {
    return profile;
  }
}
