package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.targets.TargetsFile.Flaw;
import dev.rollcall.connector.targets.TargetsFile.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// The targets of the file and those that were recorded, taken together.
///
/// A target of the file with a fault stays as it was, since the file may be half-written. A
/// recorded one with a fault is stopped, since what was recorded is what was wanted; its lane goes
/// on taking in what it will have to get. A name that is in both means the recorded one.
///
/// @param targets those that can be used
/// @param stay lanes that are kept as they are
/// @param stopped of these, the ones that nobody works on
/// @param filesStay whether all other lanes of the file are kept as well
/// @param problems of the file: an operator must mend it
/// @param flaws everything that is wrong with a target, by its lane
/// @param notices of what a tenant has recorded: why a lane is stopped or not taken up
record Census(
    List<Target> targets,
    Set<String> stay,
    Set<String> stopped,
    boolean filesStay,
    List<String> problems,
    List<Flaw> flaws,
    SequencedMap<String, String> notices) {

  static Census of(Reading file, Reading.Targets recorded) {
    var targets = new ArrayList<>(recorded.targets());
    Set<String> stopped = flawed(recorded.flaws());
    var stay = new HashSet<>(stopped);
    var problems = new ArrayList<String>();
    var all = new ArrayList<>(recorded.flaws());
    var notices = new LinkedHashMap<String, String>();
    boolean filesStay =
        switch (file) {
          case Reading.Unusable(var reasons) -> {
            problems.addAll(reasons);
            yield true;
          }
          case Reading.Targets(var read, var flaws) -> {
            Set<String> names = lanes(recorded);
            for (Target target : read) {
              if (names.contains(LaneRef.idOf(target.tenant(), target.id()))) {
                notices.put(
                    target.id(),
                    "Target '%s': tenant '%s' has recorded a target of this name; the one in the file gets nothing"
                        .formatted(target.id(), target.tenant()));
              } else {
                targets.add(target);
              }
            }
            all.addAll(flaws);
            stay.addAll(flawed(flaws));
            flaws.forEach(flaw -> problems.add(flaw.problem()));
            yield flaws.stream().anyMatch(flaw -> flaw.targetId() == null);
          }
        };
    for (Flaw flaw : recorded.flaws()) {
      notices.merge(
          String.valueOf(flaw.targetId()), flaw.problem(), (one, more) -> one + "; " + more);
    }
    return new Census(List.copyOf(targets), stay, stopped, filesStay, problems, all, notices);
  }

  /// Says whether an entry that was there before and is not among the targets goes on as it was.
  boolean goesOn(String targetId) {
    return !stopped.contains(targetId)
        && (stay.contains(targetId) || (filesStay && !LaneRef.isRecorded(targetId)));
  }

  private static Set<String> lanes(Reading.Targets recorded) {
    Set<String> lanes = flawed(recorded.flaws());
    recorded.targets().forEach(target -> lanes.add(target.id()));
    return lanes;
  }

  private static Set<String> flawed(List<Flaw> flaws) {
    return flaws.stream()
        .map(Flaw::targetId)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
