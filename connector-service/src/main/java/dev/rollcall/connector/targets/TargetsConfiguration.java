package dev.rollcall.connector.targets;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.targets.postgres.PostgresRoster;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

  @Bean
  TargetsWatch targetsWatch(
      Settings settings,
      Limits limits,
      Database database,
      RemoteApps apps,
      Dispatcher dispatcher,
      Kinds kinds,
      MappingLanguage language) {
    var defaults =
        new TargetsFile.Defaults(
            Math.toIntExact(limits.http().total().toMillis()), limits.delivery().inFlightMax());
    var roster = new PostgresRoster(database);
    return new TargetsWatch(
        settings.targetsFile(),
        new TargetsFile(defaults, kinds, language),
        new TargetsWatch.Parts(database, roster, apps, dispatcher));
  }
}
