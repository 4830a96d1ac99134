package org.gradientdoctor.core.signal;

/**
 * What healing one factor restores, in decades of the error signal.
 *
 * @param healing the factor
 * @param share averaged over the orders of healing
 * @param alone healed first and alone
 * @param sick decades lost, or gained where the signal explodes, in all
 * @param hidden what another activation alone would restore of this scale's share, 0 where nothing
 */
record HealingEffect(Healing healing, double share, double alone, double sick, double hidden) {}
