// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/services/channel.hpp"
#include "world/model.hpp"

/// Contacts with the administration: who has one today and how, what an outage does to them, who is not served.
namespace pendel::services {

/// Before the day is planned: today's contacts by channel, and where their visits lead. Schedules makes outings of
/// them.
class Channels final : public Model {
 public:
  Channels(const Parameters& parameters, const World& world, ServicesState& state)
      : parameters_(parameters), world_(world), state_(state), offices_(parameters_, world) {}

  [[nodiscard]] std::string_view name() const override { return "channels"; }
  [[nodiscard]] Phase phase() const override { return Phase::plan; }
  /// Fills `channel` and `office`; records person/contact. Reads adoption and incidents.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  void decide(PersonId person, const Day& day, const State& state);

  const Parameters parameters_;
  const World& world_;
  ServicesState& state_;
  const Offices offices_;
};

/// At the end of the day: expected contacts by channel, ways, what was saved, who is not served; the backlog, stepped
/// through every calendar day since services first failed. Figures are expectations over all residents, so that a small
/// lever is not lost in the luck of a few contacts.
class Services final : public Model {
 public:
  Services(const Parameters& parameters, const World& world)
      : parameters_(parameters), world_(world), offices_(parameters_, world) {}

  [[nodiscard]] std::string_view name() const override { return "services"; }
  [[nodiscard]] Phase phase() const override { return Phase::account; }
  /// Records fields::service_figures.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  struct Sums;

  void add_person(PersonId person, const State& state, const std::vector<bool>& open_elsewhere, Sums& sum) const;
  void add_backlog(const Day& day, const State& state, std::vector<Sums>& sums) const;

  const Parameters parameters_;
  const World& world_;
  const Offices offices_;
};

}  // namespace pendel::services
