package dev.rollcall.connector.holds;

import dev.rollcall.connector.holds.core.Tally;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to acts that are being weighed. Several instances may weigh the same act: each page counts
/// once, for whoever stores it first.
public interface Scales {

  /// An act that is being weighed.
  ///
  /// @param whole whether whatever it takes away belongs to the act
  /// @param position the last resource that was weighed
  record Weighed(String holdId, String targetId, boolean whole, String position) {}

  /// What was found in a page.
  ///
  /// @param position the last resource of the page
  /// @param leavers who would lose something: they wait
  /// @param others who would not, as long as they are of this generation: the act concerns them no
  ///   more
  record Page(String position, Tally tally, List<String> leavers, List<Seen> others) {
    public Page {
      leavers = List.copyOf(leavers);
      others = List.copyOf(others);
    }
  }

  /// A key as it was looked at.
  record Seen(String resourceId, long generation) {}

  /// What became of an act.
  ///
  /// @param held whether it waits for a person
  record Conclusion(String targetId, String act, boolean held, String sentence) {}

  /// How many acts of a target wait for a person.
  record Count(String targetId, long held) {}

  /// Returns the acts that are to be weighed.
  Flux<Weighed> open();

  /// Stores a page.
  ///
  /// @return whether it counted
  Mono<Boolean> store(Weighed act, Page page);

  /// Holds an act or lets it pass, now that all is weighed; empty where somebody else did.
  Mono<Conclusion> conclude(Weighed act);

  /// Counts the acts that wait for a person.
  Flux<Count> held();
}
