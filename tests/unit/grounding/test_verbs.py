from sro_assistant.grounding.verbs import joined, separable


def test_a_participle_loses_its_ge() -> None:
    assert [joined(word) for word in ("opgepikt", "Afgelopen", "gebouwd")] == ["oppikt", "aflopen", "gebouwd"]


def test_a_particle_at_the_end_of_a_clause_is_joined_to_its_words() -> None:
    assert [*separable("Zij pikken het op, en gaan.")] == ["oppikken"]
    assert [*separable("Zij staan op de brug.")] == []
