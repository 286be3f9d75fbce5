// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QFuture>
#include <QPromise>

#include <type_traits>
#include <utility>
#include <variant>

namespace roost {

/// Marks a Result as failed: `return unexpected(ErrorKind::Timeout);`
struct Unexpected
{
    Error error;
};

[[nodiscard]] inline Unexpected unexpected(ErrorKind kind, QString detail = {})
{
    return Unexpected{Error{kind, std::move(detail)}};
}
[[nodiscard]] inline Unexpected unexpected(Error error) { return Unexpected{std::move(error)}; }

/// A value or an Error; spelled like std::expected (C++23), which C++20 lacks.
/// Reading value() of a failed Result is a programming error (asserts through std::get).
template <typename T> class [[nodiscard]] Result
{
public:
    using value_type = T;

    Result() : m_state(Error{ErrorKind::Cancelled, {}}) {}
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Unexpected unexpected) : m_state(std::in_place_index<1>, std::move(unexpected.error)) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    [[nodiscard]] T value_or(T fallback) const { return has_value() ? value() : std::move(fallback); }
    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

    /// Calls `f(value)` (which returns a Result) or passes the error on.
    template <typename F> auto and_then(F &&f) const -> std::invoke_result_t<F, const T &>
    {
        if (has_value())
            return std::forward<F>(f)(value());
        return Unexpected{error()};
    }
    /// Maps the value, keeps the error.
    template <typename F> auto transform(F &&f) const -> Result<std::invoke_result_t<F, const T &>>
    {
        if (has_value())
            return std::forward<F>(f)(value());
        return Unexpected{error()};
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value.
struct Done
{
    bool operator==(const Done &) const = default;
};
using Status = Result<Done>;

/// A future that is already finished with `value`.
template <typename T> QFuture<Result<T>> readyFuture(Result<T> value)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace roost
