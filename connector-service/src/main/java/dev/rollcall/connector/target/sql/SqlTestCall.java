package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What is asked of a database before it is saved: the plan of every statement that will be made.
/// `EXPLAIN` without `ANALYZE` carries nothing out, and says as the statement would which table,
/// column, unique index or right is missing. Columns that only a mapping names are not among them.
record SqlTestCall(SqlEndpoint endpoint, Connection connection) {

  Mono<Answer> answer() {
    return Flux.fromIterable(statements()).concatMap(this::plan).then(Mono.just(new Done(null)));
  }

  private Flux<Long> plan(Planned planned) {
    return Flux.from(
            connection
                .createStatement("EXPLAIN " + planned.sql())
                .bind("$1", planned.parameter())
                .execute())
        .concatMap(Result::getRowsUpdated);
  }

  private record Planned(String sql, String parameter) {}

  private List<Planned> statements() {
    var all = new ArrayList<>(table(endpoint.users()));
    Table groups = endpoint.groups();
    if (groups != null) {
      all.addAll(table(groups));
    }
    Table.@Nullable Memberships memberships = endpoint.memberships();
    if (memberships != null) {
      var of = new SqlStatements.OfMembers(memberships, endpoint.users());
      Stream.of(
              of.add(),
              of.remove(),
              of.removeAll(memberships.group()),
              of.removeAll(memberships.member()))
          .forEach(sql -> all.add(new Planned(sql, "[]")));
    }
    return all;
  }

  private static List<Planned> table(Table table) {
    var statements = SqlStatements.of(table);
    Set<String> columns =
        Stream.concat(Stream.of(table.nameColumn()), Stream.ofNullable(table.active()))
            .filter(column -> !column.equals(table.key()))
            .collect(Collectors.toUnmodifiableSet());
    return Stream.of(
            statements.select(),
            statements.selectByName(table),
            statements.upsert(columns),
            statements.update(columns),
            statements.claim(table),
            statements.delete())
        .map(sql -> new Planned(sql, "{}"))
        .toList();
  }
}
