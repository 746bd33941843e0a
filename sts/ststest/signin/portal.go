package signin

import (
	"net/http"
	"slices"
	"strconv"
)

// live says whether the call has a token that is good.
func (s *Service) live(w http.ResponseWriter, r *http.Request) bool {
	end, known := s.tokens[r.Header.Get("X-Amz-Sso_bearer_token")]
	if !known || !s.time().Before(end) {
		refuse(w, http.StatusUnauthorized, "UnauthorizedException", "Session token not found or invalid")
		return false
	}
	return true
}

func (s *Service) roleCredentials(w http.ResponseWriter, r *http.Request) {
	if !s.live(w, r) {
		return
	}
	account, role := r.URL.Query().Get("account_id"), r.URL.Query().Get("role_name")
	assigned := slices.ContainsFunc(s.world.Roles, func(a Role) bool { return a.AccountID == account && a.Name == role })
	if !only(r, []string{"account_id", "role_name"}) || !assigned {
		refuse(w, http.StatusForbidden, "ForbiddenException", "No access")
		return
	}
	c := s.world.Issue(account, role)
	writeJSON(w, http.StatusOK, map[string]any{"roleCredentials": map[string]any{
		"accessKeyId": c.AccessKeyID, "secretAccessKey": c.SecretAccessKey, "sessionToken": c.SessionToken,
		"expiration": c.Expires.UnixMilli(),
	}})
}

// perPage is how many of a list come at once: few, so that a list has more pages than one.
const perPage = 2

// cut gives one page of a list.
func cut[T any](w http.ResponseWriter, r *http.Request, name string, list []T) {
	from := 0
	if next := r.URL.Query().Get("next_token"); next != "" {
		n, err := strconv.Atoi(next)
		if err != nil || n <= 0 || n >= len(list) {
			refuse(w, http.StatusBadRequest, "InvalidRequestException", "next_token")
			return
		}
		from = n
	}
	to := min(from+perPage, len(list))
	answer := map[string]any{name: list[from:to]}
	if to < len(list) {
		answer["nextToken"] = strconv.Itoa(to)
	}
	writeJSON(w, http.StatusOK, answer)
}

func (s *Service) listAccounts(w http.ResponseWriter, r *http.Request) {
	if !s.live(w, r) {
		return
	}
	if !only(r, nil, "next_token", "max_result") {
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "parameters")
		return
	}
	list := []map[string]string{}
	for _, role := range s.world.Roles {
		account := map[string]string{"accountId": role.AccountID, "accountName": role.AccountName, "emailAddress": role.Email}
		if !slices.ContainsFunc(list, func(a map[string]string) bool { return a["accountId"] == role.AccountID }) {
			list = append(list, account)
		}
	}
	cut(w, r, "accountList", list)
}

func (s *Service) listRoles(w http.ResponseWriter, r *http.Request) {
	if !s.live(w, r) {
		return
	}
	if !only(r, []string{"account_id"}, "next_token", "max_result") {
		refuse(w, http.StatusBadRequest, "InvalidRequestException", "parameters")
		return
	}
	list := []map[string]string{}
	for _, role := range s.world.Roles {
		if role.AccountID == r.URL.Query().Get("account_id") {
			list = append(list, map[string]string{"accountId": role.AccountID, "roleName": role.Name})
		}
	}
	cut(w, r, "roleList", list)
}

func (s *Service) logout(w http.ResponseWriter, r *http.Request) {
	if !s.live(w, r) {
		return
	}
	delete(s.tokens, r.Header.Get("X-Amz-Sso_bearer_token"))
	w.WriteHeader(http.StatusOK)
}
