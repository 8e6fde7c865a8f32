#include "base/stats_boost.h"

#include <limits>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace
{

using namespace boost::math::policies;

/* Errors come back as NAN or infinity instead of as exceptions. */
using quiet =
    policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
           evaluation_error<ignore_error>, rounding_error<ignore_error>, promote_double<false>>;

constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();

} // namespace

extern "C" double stats_boost_normal_quantile(double p)
{
    try {
        return quantile(boost::math::normal_distribution<double, quiet>(), p);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}

extern "C" double stats_boost_normal_cdf(double z)
{
    try {
        return cdf(boost::math::normal_distribution<double, quiet>(), z);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}

extern "C" double stats_boost_binomial_cdf(double k, double n, double p)
{
    try {
        return cdf(boost::math::binomial_distribution<double, quiet>(n, p), k);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}

extern "C" double stats_boost_student_quantile(double p, double freedom)
{
    try {
        return quantile(boost::math::students_t_distribution<double, quiet>(freedom), p);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}

extern "C" double stats_boost_student_cdf(double t, double freedom)
{
    try {
        return cdf(boost::math::students_t_distribution<double, quiet>(freedom), t);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}

extern "C" double stats_boost_student_shifted_cdf(double t, double freedom, double shift)
{
    try {
        return cdf(boost::math::non_central_t_distribution<double, quiet>(freedom, shift), t);
    } catch (...) {
        return NOT_A_NUMBER;
    }
}
