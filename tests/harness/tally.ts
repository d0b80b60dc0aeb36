/** Ends every run with `N passed, N failed` alone on the last line. A skipped test has proved nothing: it counts as failed. */
import type { Reporter, TestModule, Vitest } from 'vitest/node';

export default class Tally implements Reporter {
  #passed = 0;
  // Until a run has ended, what happened is a failure: a service that did not start ends the run before any test.
  #failed = 1;
  #filtered = false;

  onInit(vitest: Vitest): void {
    // With -t everything else is skipped on purpose.
    this.#filtered = vitest.config.testNamePattern !== undefined;
    // At exit, because the services' tidying up may still print and fail after the last reporter.
    process.once('exit', (code) => {
      if (code !== 0 && this.#failed === 0) this.#failed = 1;
      process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed\n`);
      if (this.#failed > 0) process.exitCode = code || 1;
    });
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    this.#passed = 0;
    this.#failed = unhandledErrors.length;
    for (const module of modules) this.#count(module);
  }

  #count(module: TestModule): void {
    const before = this.#failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') this.#passed++;
      else if (state === 'failed' || !this.#filtered) this.#failed++;
    }
    // A file that could not be loaded, or whose beforeAll threw, fails though no test of it did.
    if (module.state() === 'failed' && this.#failed === before) this.#failed++;
  }
}
