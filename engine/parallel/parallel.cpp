// SPDX-License-Identifier: Apache-2.0
#include "parallel/parallel.hpp"

#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#ifndef PENDEL_PARALLEL_JTHREAD
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace pendel::parallel {

namespace {

int cores() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// Keeps the exception of the lowest task. Tasks above a failed one are skipped, tasks below it still run: so the one
/// that is rethrown does not depend on timing.
class FirstFailure {
 public:
  template <class F>
  void guard(std::size_t t, F&& f) {
    if (t > lowest_.load(std::memory_order_relaxed)) return;
    try {
      f();
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      if (t < lowest_.load(std::memory_order_relaxed)) {
        lowest_.store(t, std::memory_order_relaxed);
        exception_ = std::current_exception();
      }
    }
  }
  void rethrow_if_any() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::atomic<std::size_t> lowest_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::exception_ptr exception_;
};

}  // namespace

#ifdef PENDEL_PARALLEL_JTHREAD

/// Threads made anew for each call: slow, but the thread sanitizer sees every hand-over (stock TBB gives false
/// reports).
struct Pool::Backend {
  explicit Backend(int n) : threads(n) {}

  template <class Guarded>
  void run(std::size_t tasks, const Guarded& guarded) const {
    std::atomic<std::size_t> next{0};
    const auto work = [&](std::size_t worker) {
      for (std::size_t t = next++; t < tasks; t = next++) guarded(worker, t);
    };
    std::vector<std::jthread> workers;
    for (std::size_t w = 1; w < std::min(tasks, static_cast<std::size_t>(threads)); ++w) workers.emplace_back(work, w);
    work(0);
  }

  int threads;
};

#else

struct Pool::Backend {
  explicit Backend(int n) : threads(n), arena(n) {
    // TBB never starts more workers than cores unless told so.
    if (n > cores()) allowed.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(n));
  }

  template <class Guarded>
  void run(std::size_t tasks, const Guarded& guarded) {
    arena.execute([&] {
      // Isolated: a worker that waits for a nested verb must not pick up an outer task, whose scratch it already holds.
      tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, tasks, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
              const auto worker = static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
              for (std::size_t t = range.begin(); t < range.end(); ++t) guarded(worker, t);
            },
            tbb::simple_partitioner());
      });
    });
  }

  int threads;
  tbb::task_arena arena;
  std::optional<tbb::global_control> allowed;
};

#endif

Pool::Pool(int threads) {
  PENDEL_EXPECT(threads >= 0);
  backend_ = std::make_unique<Backend>(threads == 0 ? cores() : threads);
}

Pool::~Pool() = default;

int Pool::threads() const { return backend_->threads; }

void Pool::run(std::size_t tasks, const std::function<void(std::size_t, std::size_t)>& task) {
  if (backend_->threads == 1 || tasks == 1) {
    for (std::size_t t = 0; t < tasks; ++t) task(0, t);
    return;
  }
  if (tasks == 0) return;
  FirstFailure failure;
  backend_->run(tasks, [&](std::size_t worker, std::size_t t) { failure.guard(t, [&] { task(worker, t); }); });
  failure.rethrow_if_any();
}

}  // namespace pendel::parallel
