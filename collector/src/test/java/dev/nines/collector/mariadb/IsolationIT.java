package dev.nines.collector.mariadb;

import java.util.stream.Stream;

class IsolationIT extends IsolationCases {
  IsolationIT() {
    super(ServerFamily.MARIADB);
  }

  @Override
  Stream<PlantedLeak> leaks() {
    return PlantedLeak.ofMariaDb();
  }
}
